import type { Delta } from '../../config/config-view.ts';
import { daemonOf } from './daemon-lines.ts';

/**
 * A daemon that a difference has lines for and that does not run; null for none. `show running-config` says nothing of it, so all
 * its lines would look as if they were to be added. Run with 8.4.4 and 10.3: no message, exit status 0.
 */
export function missingDaemon({ delete: deletes, add }: Delta, running: ReadonlySet<string>): string | null {
  for (const { context, line } of [...add, ...deletes]) {
    const [first = line] = context;
    const owner = daemonOf(first) ?? (context.length > 0 ? daemonOf(` ${line}`) : null);
    if (owner !== null && !running.has(owner)) return owner;
  }
  return null;
}
