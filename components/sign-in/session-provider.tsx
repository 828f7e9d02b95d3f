'use client';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { mutate } from 'swr';
import { live } from '#lib/client/live.ts';
import { noticeEnd, noticeSignIn, onSessionEnd, sessionEnd } from '#lib/client/session-end.ts';
import { hearSession } from '#lib/client/session-news.ts';
import { readSession, type SessionAnswer, type SessionOf } from '#lib/client/sign-in.ts';
import type { Fault } from '#lib/domain/result.ts';

interface PageSession extends Pick<SessionAnswer, 'methods' | 'oidc'> {
  /** Who opened this page; null on pages for nobody. */
  session: SessionOf | null;
  /** Why it has ended; null while it holds, and without sign-in. */
  ended: Fault | null;
  /** Who is signed in instead of him. */
  other: SessionOf | null;
  /** Goes on with a session that was opened anew: reads again, sends nothing. */
  goOn: (session: SessionOf) => void;
  /** Asks the console whether somebody is signed in again. */
  look: () => Promise<void>;
}

const Context = createContext<PageSession | null>(null);

/** Milliseconds between looks at the session while somebody is at the page: each keeps it from ending unused. */
const lookEvery = 60_000;

/** Who is signed in, and whether that still holds: by every answer, by the other tabs, by a look once a minute. */
export function SessionProvider({ initial, children }: { initial: SessionAnswer; children: ReactNode }) {
  const [session, setSession] = useState(initial.session);
  const [other, setOther] = useState<SessionOf | null>(null);
  const end = useSyncExternalStore(onSessionEnd, sessionEnd, () => null);
  const signsIn = initial.session !== null && initial.session.method !== 'none';
  const opener = initial.session?.user;

  const goOn = useCallback(
    (now: SessionOf) => {
      if (now.user !== opener) return setOther(now);
      const ended = sessionEnd() !== null;
      setOther(null);
      setSession(now);
      noticeSignIn();
      if (!ended) return;
      live.wake();
      void mutate(() => true);
    },
    [opener],
  );
  const look = useCallback(async () => {
    // Every look comes of somebody's coming back, or of keys and pointer.
    const answer = await readSession({ person: true });
    if (!answer.ok) return;
    if (answer.value.session) return goOn(answer.value.session);
    const code = answer.value.ended ?? 'not-signed-in';
    noticeEnd({ kind: 'unauthenticated', detail: '', reason: { code, params: {} } });
  }, [goOn]);

  useEffect(() => {
    if (!signsIn) return;
    return hearSession((news) => {
      if (news.kind === 'signed-in') void look();
      else leave('signed-out');
    });
  }, [signsIn, look]);
  useLookWhileUsed(signsIn, look);

  const value = useMemo(() => {
    const { methods, oidc } = initial;
    return { methods, oidc, session, ended: signsIn ? end : null, other, goOn, look };
  }, [initial, session, signsIn, end, other, goOn, look]);
  return <Context value={value}>{children}</Context>;
}

export function useSession(): PageSession {
  const value = useContext(Context);
  if (!value) throw new Error('useSession outside SessionProvider');
  return value;
}

/** Leaves the page with all that it shows; whoever signs in comes back to its address. */
export function leave(ended: string): void {
  const { pathname, search } = location;
  location.replace(`/sign-in?${new URLSearchParams({ returnTo: `${pathname}${search}`, ended })}`);
}

function useLookWhileUsed(signsIn: boolean, look: () => Promise<void>): void {
  useEffect(() => {
    if (!signsIn) return;
    let used = false;
    const use = () => {
      used = true;
    };
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const event of events) addEventListener(event, use, { passive: true });
    const timer = setInterval(() => {
      if (!used || document.visibilityState === 'hidden') return;
      used = false;
      void look();
    }, lookEvery);
    const back = () => {
      if (document.visibilityState === 'visible') void look();
    };
    document.addEventListener('visibilitychange', back);
    // A page out of the browser's memory shows what was so before somebody signed out.
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) location.reload();
    };
    addEventListener('pageshow', shown);
    return () => {
      clearInterval(timer);
      for (const event of events) removeEventListener(event, use);
      document.removeEventListener('visibilitychange', back);
      removeEventListener('pageshow', shown);
    };
  }, [signsIn, look]);
}
