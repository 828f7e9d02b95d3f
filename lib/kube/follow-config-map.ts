import type { Result } from '#lib/domain/result.ts';
import { backoffMs, pause } from './backoff.ts';
import { type FreshConfigMap, freshConfigMap, readConfigMap } from './config-map.ts';
import type { Connection } from './connection.ts';
import type { RequestFault } from './request.ts';
import { record } from './trim/wire.ts';
import { watchOnce } from './watch-once.ts';

/**
 * Tells what is in one ConfigMap, at once and whenever it changes, until it is stopped. `first` is the first reading; where it
 * failed it is tried again all the same, as it is after each fault.
 */
export function followConfigMap(
  connection: Connection,
  { namespace, name }: { namespace: string; name: string },
  onData: (data: FreshConfigMap['data']) => void,
): { first: Promise<Result<FreshConfigMap, RequestFault>>; stop(): void } {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps`;
  const stopping = new AbortController();
  const wait = pause();
  let failures = 0;

  async function read() {
    const answer = await readConfigMap(connection, namespace, name);
    if (answer.ok && !stopping.signal.aborted) onData(answer.value.data);
    return answer;
  }
  /** Goes on from a reading; returns where the next one is needed. */
  async function watch(from: string): Promise<void> {
    let resourceVersion = from;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const end = await watchOnce(connection, path, {
        resourceVersion,
        fieldSelector: `metadata.name=${name}`,
        timeoutSeconds: 20 + Math.floor(Math.random() * 6),
        signal: stopping.signal,
        onEvent: ({ type, object }) => {
          if (type !== 'DELETED') onData(freshConfigMap(record(object)).data);
        },
        onVersion: (version) => {
          resourceVersion = version;
        },
        onHeard: () => undefined,
        onConfirmed: () => {
          failures = 0;
        },
      });
      if (end.how !== 'ended') return;
      // A server that ends watches as soon as they begin is not asked in a tight loop.
      if (Date.now() - startedAt < 1_000) await wait.for(backoffMs(failures++));
    }
  }
  const first = read();
  const run = async () => {
    let answer = await first;
    while (!stopping.signal.aborted) {
      if (answer.ok) await watch(answer.value.resourceVersion);
      if (stopping.signal.aborted) return;
      await wait.for(backoffMs(failures++));
      answer = await read();
    }
  };
  void run();

  return {
    first,
    stop() {
      stopping.abort();
      wait.end();
    },
  };
}
