const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * A duration as kubectl prints it in AGE and in "(3d22h ago)": at most three digits of the leading unit's
 * precision, and the second unit only where it still matters.
 * @param milliseconds may be negative: down to just above minus two seconds is `0s` (clocks differ), below is `<invalid>`
 * Source: k8s.io/apimachinery pkg/util/duration/duration.go `HumanDuration`, v0.20 and v0.34 (the same rules).
 */
export function humanDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '<invalid>';
  const seconds = Math.trunc(milliseconds / second);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 60 * 2) return `${seconds}s`;
  const minutes = Math.trunc(milliseconds / minute);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 60 * 3) return `${minutes}m`;
  const hours = Math.trunc(milliseconds / hour);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(milliseconds / day);
  if (hours < 24 * 8) return withRest(days, 'd', hours % 24, 'h');
  if (days < 365 * 2) return `${days}d`;
  const years = Math.trunc(milliseconds / year);
  if (days < 365 * 8) return withRest(years, 'y', days % 365, 'd');
  return `${years}y`;
}

function withRest(count: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${count}${unit}` : `${count}${unit}${rest}${restUnit}`;
}

/**
 * The AGE column. `<unknown>` where there is no time; `<invalid>` for a time in the future or one that cannot be read.
 * Source: pkg/printers/internalversion/printers.go `translateTimestampSince`, v1.20 and v1.34.
 */
export function printAge(createdAt: string | null | undefined, now: Date): string {
  if (createdAt === null || createdAt === undefined || createdAt === '') return '<unknown>';
  return humanDuration(now.getTime() - Date.parse(createdAt));
}
