import type { AlertView } from '#lib/domain/alert/alert.ts';

/** What has been seen already: each alert by its id and its beginning; one that comes back later is new. */
export type SeenAlerts = ReadonlySet<string>;

const keyOf = ({ id, firedAt, severity }: AlertView): string => `${id} ${firedAt} ${severity}`;

/**
 * The alerts that deserve a notification: new or worse since the last look, and nobody attends to them. What is there at the first
 * look is not new.
 * @param seen null before the first look
 */
export function newAlerts(
  seen: SeenAlerts | null,
  alerts: readonly AlertView[],
): { fresh: AlertView[]; seen: SeenAlerts } {
  const now = new Set(alerts.map(keyOf));
  if (seen === null) return { fresh: [], seen: now };
  const fresh = alerts.filter((one) => !seen.has(keyOf(one)) && one.acknowledged === null);
  return { fresh, seen: now };
}
