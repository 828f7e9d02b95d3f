'use client';
import { CircleHelp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Fragment, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { pages } from './pages.ts';

/** Milliseconds in which the second key of `g h` must come. */
const chordTime = 1_200;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The keyboard: `/` to the filter, `?` the help, `g` and a letter to a page. */
export function Shortcuts() {
  const t = useTranslations('shell.help');
  const names = useTranslations('shell.nav');
  const router = useRouter();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    let goingSince = Number.NEGATIVE_INFINITY;
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target))
        return;
      if (document.querySelector('[role="dialog"]')) return;
      const page = event.timeStamp - goingSince < chordTime && pages.find((one) => one.key === event.key);
      goingSince = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (page) {
        router.push(page.href);
      } else if (event.key === '/') {
        const filter = document.querySelector<HTMLInputElement>('[data-page-filter]');
        if (!filter) return;
        filter.focus();
        filter.select();
      } else if (event.key === '?') {
        setOpen(true);
      } else {
        return;
      }
      event.preventDefault();
    }
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [router]);

  return (
    <>
      <Button
        look="ghost"
        size="icon"
        className="hidden sm:inline-flex"
        aria-label={t('open')}
        onClick={() => setOpen(true)}
      >
        <CircleHelp aria-hidden="true" className="size-4" />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t('title')}>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2">
          <dt>
            <Key name="/" />
          </dt>
          <dd>{t('filter')}</dd>
          <dt className="whitespace-nowrap">
            <Key name="Ctrl" /> <Key name="K" />
          </dt>
          <dd>{t('palette')}</dd>
          <dt>
            <Key name="?" />
          </dt>
          <dd>{t('help')}</dd>
          <dt>
            <Key name="Esc" />
          </dt>
          <dd>{t('escape')}</dd>
          {pages.map((page) => (
            <Fragment key={page.id}>
              <dt className="whitespace-nowrap">
                <Key name="g" /> <span className="text-xs text-muted">{t('then')}</span>{' '}
                <Key name={page.key} />
              </dt>
              <dd>{t('goTo', { page: names(page.id) })}</dd>
            </Fragment>
          ))}
        </dl>
      </Dialog>
    </>
  );
}

function Key({ name }: { name: string }) {
  return (
    <kbd className="inline-block min-w-6 rounded-md border border-b-2 border-line-strong bg-surface px-1.5 text-center font-mono text-xs">
      {name}
    </kbd>
  );
}
