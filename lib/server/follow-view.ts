import { openLink, seenByLink } from '#lib/auth/display-links.ts';
import { sightOf } from '#lib/auth/rights-seen.ts';
import type { SignInState } from '#lib/auth/sign-in-state.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import type { Running } from '#lib/live/running.ts';
import type { Stream, SubscribeOptions } from '#lib/live/streams.ts';

// With the time that an answer about rights is kept, within the minute after which a right that was taken away is gone.
const lookMs = 10_000;
// A look at what is in memory: a link that is revoked ends its streams within this and the watch's own delay.
const displayLookMs = 2_000;
const lastWordMs = 60_000;

export interface Followed extends Omit<SubscribeOptions, 'view' | 'continues'> {
  /** Called where nobody can say any more what may be seen. */
  onEnd(): void;
}

/** Who looks, and how his rights are found out. */
export interface Looker {
  view(): Promise<Result<LiveView>>;
  /** Milliseconds between two looks at what he may see; null where that cannot change. */
  lookMs: number | null;
}

/**
 * A stream of what somebody may see, now and as his rights change: then it goes on with a snapshot of what he may see from
 * then on. Faults: as of `looker.view`, `unreachable` where too many streams are open.
 */
export async function followView(looker: Looker, options: Followed): Promise<Result<Stream>> {
  const first = await looker.view();
  if (!first.ok) return first;
  let view = first.value;
  const begun = view.subscribe(options);
  if (!begun.ok) return begun;
  let stream = begun.value;
  let toldAt = Date.now();
  let closed = false;
  const timer = looker.lookMs === null ? undefined : setInterval(() => void look(), looker.lookMs);

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
    const next = await looker.view();
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

/** The user of a connection, who is shown what he may list. Faults: as of `sightOf`. */
export const userLooks = (
  connection: Running['connection'],
  running: Pick<Running, 'hub' | 'connection'>,
): Looker => ({
  lookMs: connection === running.connection ? null : lookMs,
  async view() {
    const sight = await sightOf(connection, running);
    return sight.ok ? running.hub.seen(sight.value) : sight;
  },
});

/** A display, until its link ends or is revoked. Faults: as of `openLink`. */
export const displayLooks = (state: SignInState, hub: Running['hub'], token: string): Looker => ({
  lookMs: displayLookMs,
  async view() {
    const link = await openLink(state, hub, token, Date.now());
    return link.ok ? hub.seen(await seenByLink(state, hub, link.value)) : link;
  },
});
