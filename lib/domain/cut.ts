/** Text for a message or a row, bounded: what somebody else wrote may be of any length. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
