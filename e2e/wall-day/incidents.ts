/** What goes wrong on the day, by its clock. */
export interface Incident {
  /** Milliseconds since the epoch. */
  at: number;
  ms: number;
  kind: 'api-server' | 'console' | 'cut';
}

const minute = 60_000;

/** Three outages of the API server, a console that comes back as another build, and a cut network, spread over a day of any length. */
export function incidentsOf(start: number, length: number): Incident[] {
  const at = (share: number) => start + Math.floor((length * share) / 10_000) * 10_000;
  return [
    { at: at(0.1), ms: minute, kind: 'api-server' },
    { at: at(0.25), ms: minute / 2, kind: 'console' },
    { at: at(0.45), ms: 2 * minute, kind: 'api-server' },
    { at: at(0.65), ms: 1.5 * minute, kind: 'cut' },
    { at: at(0.85), ms: 12_000, kind: 'api-server' },
  ];
}

export const incidentAt = (incidents: readonly Incident[], now: number): Incident | null =>
  incidents.find(({ at, ms }) => at <= now && now < at + ms) ?? null;

/** Whether a time is so near an incident that every second is looked at from outside, too. */
export const isNear = (incidents: readonly Incident[], now: number): boolean =>
  incidents.some(({ at, ms }) => at - 10_000 <= now && now < at + ms + 30_000);
