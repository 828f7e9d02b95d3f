import { ok, type Result } from '#lib/domain/result.ts';
import { notSignedIn, overBy, type Session, type SignInProblem } from './session.ts';
import type { SignInSettings } from './sign-in-settings.ts';
import { markOf } from './sign-outs.ts';

type Limits = Pick<SignInSettings['session'], 'idleSeconds' | 'absoluteSeconds'>;

/**
 * What a cookie cannot say of its session: that it has ended, and when it was last used by another request. Kept until the
 * cookie would have ended anyway.
 */
export interface LiveSessions {
  /** The session as it is now; faults where it has ended or passed a limit. A request uses it, a stream only looks. */
  current(session: Session, now: number, use: boolean): Result<Session>;
  /** Ends it for good: its cookies are refused from now on. */
  end(session: Pick<Session, 'id' | 'startedAt'>, why: SignInProblem): void;
  /** Ends the session that was signed out in another replica; the session as it was here, where it was. */
  endMarked(mark: string, now: number): Session | null;
}

interface Entry {
  startedAt: number;
  seenAt: number;
  ended: SignInProblem | null;
  /** As it was used last; null once it has ended. */
  latest: Session | null;
}

export function keepSessions(limits: Limits): LiveSessions {
  /** By the mark of each session, under which other replicas tell of it. */
  const all = new Map<string, Entry>();
  let sweptAt = 0;

  const known = (mark: string, startedAt: number): Entry => {
    const entry = all.get(mark) ?? { startedAt, seenAt: 0, ended: null, latest: null };
    all.set(mark, entry);
    return entry;
  };
  function sweep(now: number): void {
    if (now - sweptAt < 60_000) return;
    sweptAt = now;
    for (const [mark, { startedAt }] of all)
      if (startedAt + limits.absoluteSeconds * 1_000 < now) all.delete(mark);
  }
  function endEntry(entry: Entry, why: SignInProblem): Session | null {
    const { latest } = entry;
    entry.ended ??= why;
    entry.latest = null;
    return latest;
  }

  return {
    current(session, now, use) {
      sweep(now);
      const entry = known(markOf(session), session.startedAt);
      if (entry.ended) return notSignedIn(entry.ended);
      const seenAt = Math.max(session.seenAt, entry.seenAt);
      const over = overBy({ startedAt: session.startedAt, seenAt }, limits, now);
      if (over) return notSignedIn(over);
      entry.seenAt = use ? now : seenAt;
      const current = { ...session, seenAt: entry.seenAt };
      entry.latest = current;
      return ok(current);
    },
    end(session, why) {
      endEntry(known(markOf(session), session.startedAt), why);
    },
    // When it began is not known: as late as it can have.
    endMarked: (mark, now) => endEntry(known(mark, now), 'signed-out'),
  };
}
