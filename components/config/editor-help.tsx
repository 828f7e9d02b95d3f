'use client';
import { CircleHelp } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';

const keys = [
  ['Tab', 'complete'],
  ['Esc  Tab', 'leave'],
  ['Ctrl /', 'comment'],
  ['Ctrl F', 'search'],
  ['Alt G', 'goToLine'],
  ['F8', 'nextProblem'],
  ['Ctrl Z', 'undo'],
  ['Ctrl Shift [', 'fold'],
] as const;

/** What the editor's keys do, and how to leave it by keyboard. */
export function EditorHelp() {
  const t = useTranslations('config.keys');
  return (
    <Popover
      label={t('title')}
      trigger={
        <Button size="sm" look="ghost" aria-label={t('title')}>
          <CircleHelp aria-hidden="true" className="size-3.5" />
        </Button>
      }
    >
      <h3 className="label mb-1.5">{t('title')}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        {keys.map(([key, what]) => (
          <Fragment key={what}>
            <dt className="whitespace-pre font-mono">{key}</dt>
            <dd>{t(what)}</dd>
          </Fragment>
        ))}
      </dl>
    </Popover>
  );
}
