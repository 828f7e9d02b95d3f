import { ok, type Result } from '#lib/domain/result.ts';
import { notSignedIn, overBy, type Session, type SignInProblem } from './session.ts';
import type { SignInSettings } from './sign-in-settings.ts';

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
}

export function keepSessions(limits: Limits): LiveSessions {
  const all = new Map<string, { startedAt: number; seenAt: number; ended: SignInProblem | null }>();
  let sweptAt = 0;

  const known = (session: Pick<Session, 'id' | 'startedAt'>) => {
    const entry = all.get(session.id) ?? { startedAt: session.startedAt, seenAt: 0, ended: null };
    all.set(session.id, entry);
    return entry;
  };
  function sweep(now: number): void {
    if (now - sweptAt < 60_000) return;
    sweptAt = now;
    for (const [id, { startedAt }] of all)
      if (startedAt + limits.absoluteSeconds * 1_000 < now) all.delete(id);
  }

  return {
    current(session, now, use) {
      sweep(now);
      const entry = known(session);
      if (entry.ended) return notSignedIn(entry.ended);
      const seenAt = Math.max(session.seenAt, entry.seenAt);
      const over = overBy({ startedAt: session.startedAt, seenAt }, limits, now);
      if (over) return notSignedIn(over);
      entry.seenAt = use ? now : seenAt;
      return ok({ ...session, seenAt: entry.seenAt });
    },
    end(session, why) {
      const entry = known(session);
      entry.ended ??= why;
    },
  };
}
