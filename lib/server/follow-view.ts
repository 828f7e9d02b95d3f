import { sightOf } from '#lib/auth/rights-seen.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import type { Running } from '#lib/live/running.ts';
import type { Stream, SubscribeOptions } from '#lib/live/streams.ts';

// With the time that an answer about rights is kept, within the minute after which a right that was taken away is gone.
const lookMs = 10_000;
const lastWordMs = 60_000;

export interface Followed extends Omit<SubscribeOptions, 'view' | 'continues'> {
  /** Called where nobody can say any more what may be seen. */
  onEnd(): void;
}

/**
 * A stream of what the user of a connection may see, now and as his rights change: then it goes on with a snapshot of what he
 * may see from then on. Faults: as of `sightOf`, `unreachable` where too many streams are open.
 */
export async function followView(
  connection: Running['connection'],
  running: Pick<Running, 'hub' | 'connection'>,
  options: Followed,
): Promise<Result<Stream>> {
  const first = await viewOf(connection, running);
  if (!first.ok) return first;
  let view = first.value;
  const begun = view.subscribe(options);
  if (!begun.ok) return begun;
  let stream = begun.value;
  let toldAt = Date.now();
  let closed = false;
  const timer = connection === running.connection ? undefined : setInterval(() => void look(), lookMs);

  const end = () => {
    close();
    options.onEnd();
  };
  const close = () => {
    closed = true;
    clearInterval(timer);
    stream.close();
  };
  const look = async () => {
    const next = await viewOf(connection, running);
    if (closed) return;
    if (!next.ok) {
      if (next.fault.kind !== 'unreachable' || Date.now() - toldAt > lastWordMs) end();
      return;
    }
    toldAt = Date.now();
    if (next.value === view) return;
    const other = next.value.subscribe({ ...options, lastEventId: null, continues: true });
    if (!other.ok) return end();
    stream.close();
    view = next.value;
    stream = other.value;
    options.wake();
  };
  return ok({ take: () => stream.take(), close });
}

async function viewOf(
  connection: Running['connection'],
  running: Pick<Running, 'hub' | 'connection'>,
): Promise<Result<LiveView>> {
  const sight = await sightOf(connection, running);
  return sight.ok ? running.hub.seen(sight.value) : sight;
}
