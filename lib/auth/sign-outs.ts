import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { configMapPath, configMapRight } from '#lib/kube/config-map.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { followConfigMap } from '#lib/kube/follow-config-map.ts';
import { codeOf } from '#lib/kube/request.ts';
import { write } from '#lib/kube/write.ts';
import type { Session } from './session.ts';

/** The ConfigMap in which replicas tell each other which sessions were signed out. */
export interface SignOutsPlace {
  namespace: string;
  name: string;
}

/** Sessions that were signed out, in whichever replica, also before this one started. */
export interface SignOuts {
  /** Tells the others; returns once they can know, or after `patienceMs` while it is tried on. */
  tell(session: Pick<Session, 'id' | 'startedAt'>): Promise<void>;
  stop(): void;
}

/** Milliseconds for which a sign-out's answer waits until it is written. */
const patienceMs = 2_000;
/** Waits in milliseconds before it is offered to the cluster again. */
const again = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000];

/** What stands for a session: who reads it cannot make the session's cookie, nor tell whose it is. */
export const markOf = ({ id }: Pick<Session, 'id'>): string =>
  createHash('sha256').update(`sign-out ${id}`).digest('base64url').slice(0, 32);

/**
 * Keeps the sign-outs of all replicas, by the console's own right to patch that one ConfigMap. Each entry is one key, so that
 * two who sign out at the same moment cannot lose one another; what is over anyway is taken out with the next one.
 *
 * Fault `refused` with what is to be done, where the ConfigMap may not be read or written, or is not there.
 */
export async function keepSignOuts(
  connection: Connection,
  place: SignOutsPlace,
  { absoluteSeconds }: { absoluteSeconds: number },
  onEnded: (mark: string) => void,
): Promise<Result<SignOuts>> {
  let known: ReadonlyMap<string, number> = new Map();
  const followed = followConfigMap(connection, place, (data) => {
    const now = Date.now();
    known = entriesOf(data);
    for (const [mark, until] of known) if (until > now) onEnded(mark);
  });
  const change = (entries: Record<string, string | null>, dryRun = false) =>
    write(
      connection,
      {
        method: 'PATCH',
        path: configMapPath(place.namespace, place.name),
        contentType: 'application/merge-patch+json',
        body: { data: entries },
      },
      { right: configMapRight('patch', place.namespace, place.name), dryRun },
    );
  const first = await followed.first;
  const mayWrite = first.ok ? await change({}, true) : first;
  if (!mayWrite.ok && [403, 404].includes(codeOf(mayWrite.fault) ?? 0)) {
    followed.stop();
    return fail(
      'refused',
      `Sign-outs cannot be kept in the ConfigMap ${place.namespace}/${place.name}: ${mayWrite.fault.detail} Apply deploy/components/sign-in, or leave CNF_SESSION_SIGN_OUTS empty.`,
    );
  }
  const stopping = new AbortController();

  async function offer(mark: string, until: number): Promise<void> {
    for (const wait of [...again, null]) {
      const now = Date.now();
      const over = [...known].filter(([, end]) => end <= now).map(([old]) => [old, null] as const);
      const written = await change({ ...Object.fromEntries(over), [mark]: new Date(until).toISOString() });
      if (written.ok || stopping.signal.aborted) return;
      if (wait === null || written.fault.kind !== 'unreachable') {
        const what = { event: 'sign-out-untold', mark, detail: written.fault.detail };
        process.stderr.write(`${JSON.stringify(what)}\n`);
        return;
      }
      await after(wait, stopping.signal);
    }
  }
  return ok({
    async tell(session) {
      const written = offer(markOf(session), session.startedAt + absoluteSeconds * 1_000);
      await Promise.race([written, after(patienceMs, stopping.signal)]);
    },
    stop() {
      stopping.abort();
      followed.stop();
    },
  });
}

/** When each entry is over, in milliseconds since the epoch. What is no entry of ours is left alone and ends nothing. */
function entriesOf(data: Record<string, string>): Map<string, number> {
  const entries = Object.entries(data)
    .filter(([mark]) => /^[\w-]{32}$/.test(mark))
    .map(([mark, until]) => [mark, Date.parse(until)] as const);
  return new Map(entries.filter(([, until]) => !Number.isNaN(until)));
}

const after = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
