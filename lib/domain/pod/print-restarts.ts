import { humanDuration } from './human-duration.ts';

/**
 * The RESTARTS column: `10 (3d22h ago)`.
 * @param withAge whether the API server prints the time of the last restart: since v1.22
 * Source: pkg/printers/internalversion/printers.go `printPod`, v1.20 (number only) and v1.22 to v1.34.
 */
export function printRestarts(
  row: { restartCount: number; lastRestartAt: string | null },
  now: Date,
  { withAge }: { withAge: boolean },
): string {
  if (!withAge || row.restartCount === 0 || row.lastRestartAt === null) return String(row.restartCount);
  return `${row.restartCount} (${humanDuration(now.getTime() - Date.parse(row.lastRestartAt))} ago)`;
}
