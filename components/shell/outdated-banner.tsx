'use client';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useOutdated } from '#lib/client/use-freshness.ts';
import { Button } from '../ui/button.tsx';

/** Milliseconds without a key or pointer after which a reload takes nothing out of anybody's hands. */
const idle = 20_000;

/** The console was replaced under this page: reload once nobody is at it, or at once when asked to. */
export function OutdatedBanner() {
  const t = useTranslations('shell.outdated');
  const outdated = useOutdated();
  useEffect(() => {
    if (!outdated) return;
    let timer: ReturnType<typeof setTimeout>;
    const busy = () => document.querySelector('[role="dialog"], textarea, [data-unsaved]') !== null;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (busy() ? wait() : location.reload()), idle);
    };
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const event of events) addEventListener(event, wait, { passive: true });
    wait();
    return () => {
      clearTimeout(timer);
      for (const event of events) removeEventListener(event, wait);
    };
  }, [outdated]);
  if (!outdated) return null;
  return (
    <div
      role="status"
      className="flex items-center gap-3 border-b border-line bg-accent-soft px-4 py-1 text-sm"
    >
      {t('text')}
      <Button size="sm" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  );
}
