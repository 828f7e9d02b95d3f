/** A time as a `datetime-local` field has it, in RFC 3339; null where it is none or is over. */
export function untilOf(text: string, zone: 'utc' | 'local', now: Date): string | null {
  const time = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isNaN(time) || time <= now.getTime() ? null : new Date(time).toISOString();
}
