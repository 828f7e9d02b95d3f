'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FaultError, sendJson } from '#lib/client/fetcher.ts';
import { useWallTheme } from './use-wall-theme.ts';

const retryMs = 10_000;
type State = 'opening' | 'none' | 'retry' | 'linkGone' | 'linkExpired' | 'noNeed';

const states: Record<string, State> = {
  'display-link-unknown': 'linkGone',
  'display-link-expired': 'linkExpired',
  'displays-need-sign-in': 'noNeed',
};

/** Takes the token from behind the `#`, which no server has seen, gives it for the wall's cookie, and goes on to the wall. */
export function WallLink() {
  const t = useTranslations('wall.link');
  const stale = useTranslations('wall.stale');
  const params = useSearchParams();
  const query = params.toString();
  useWallTheme(params.get('theme') === 'light' ? 'light' : 'dark');
  const [state, setState] = useState<State>('opening');
  useEffect(() => {
    const token = location.hash.slice(1);
    if (token === '') return setState('none');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = async () => {
      try {
        await sendJson('POST', '/api/v1/display-links/open', { token });
        location.replace(`/wall${query && `?${query}`}`);
      } catch (error) {
        const code = error instanceof FaultError ? (error.fault.reason?.code ?? '') : '';
        const now = Object.hasOwn(states, code) ? states[code] : undefined;
        setState(now ?? 'retry');
        // Nobody is there to try again: the console may be starting.
        if (now === undefined) timer = setTimeout(() => void open(), retryMs);
      }
    };
    void open();
    return () => clearTimeout(timer);
  }, [query]);
  const bad = state !== 'opening' && state !== 'retry';
  return (
    <main
      id="content"
      tabIndex={-1}
      className="flex min-h-dvh flex-col items-center justify-center gap-4 bg-ground p-6 text-center text-text"
    >
      <h1 className="text-[clamp(1.5rem,4vw,4rem)] font-bold leading-tight">
        {t(bad ? 'refused' : 'opening')}
      </h1>
      <p role="status" className="max-w-[40em] text-[clamp(1rem,2vw,2rem)] leading-normal text-muted">
        {state === 'linkGone' || state === 'linkExpired' ? stale(state) : state === 'opening' ? '' : t(state)}
      </p>
    </main>
  );
}
