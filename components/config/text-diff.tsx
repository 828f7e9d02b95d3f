'use client';
import clsx from 'clsx';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { visible } from '../pod-figure/text.ts';
import type { ConfigDiff } from './api.ts';

type Hunk = ConfigDiff['hunks'][number];

/** Lines that are drawn at most; of more the count is shown. */
const drawn = 1_500;

const look = {
  same: { sign: ' ', row: '', text: 'text-muted' },
  delete: { sign: '−', row: 'bg-down-soft', text: 'text-down' },
  add: { sign: '+', row: 'bg-ok-soft', text: 'text-ok' },
} as const;

/** The lines that a change takes away and puts in, with those around them and their numbers. */
export function TextDiff({ of, label }: { of: Pick<ConfigDiff, 'hunks' | 'truncated'>; label: string }) {
  const { hunks } = of;
  const t = useTranslations('config.diff');
  const more = useTranslations('common');
  const total = hunks.reduce((sum, { lines }) => sum + lines.length, 0);
  const shown = within(hunks, drawn);
  if (of.truncated) return <p className="text-sm text-muted">{t('truncated')}</p>;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="max-h-[60vh] overflow-auto rounded-md border border-line bg-surface"
    >
      <table aria-label={label} className="w-full border-collapse font-mono text-xs leading-5">
        <thead className="sr-only">
          <tr>
            <th>{t('before')}</th>
            <th>{t('after')}</th>
            <th>{t('sign')}</th>
            <th>{t('line')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((hunk, index) => (
            <Fragment key={`${hunk.oldStart}/${hunk.newStart}`}>
              {index > 0 && (
                <tr>
                  <td colSpan={4} className="border-y border-line bg-sunken px-3 text-muted">
                    ⋯
                  </td>
                </tr>
              )}
              {numbered(hunk).map(({ kind, text, old, now }) => (
                <tr key={`${old ?? ''}/${now ?? ''}`} className={look[kind].row}>
                  <td className="w-px select-none whitespace-nowrap px-2 text-right text-muted">{old}</td>
                  <td className="w-px select-none whitespace-nowrap border-r border-line px-2 text-right text-muted">
                    {now}
                  </td>
                  <td
                    className={clsx('w-px select-none whitespace-pre pl-2 pr-1 font-bold', look[kind].text)}
                  >
                    {look[kind].sign}
                  </td>
                  <td className={clsx('whitespace-pre-wrap pr-3 [overflow-wrap:anywhere]', look[kind].text)}>
                    {visible(text)}
                  </td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      {total > drawn && (
        <p className="border-t border-line px-3 py-1 text-xs text-muted">
          {more('more', { count: total - drawn })}
        </p>
      )}
    </section>
  );
}

function within(hunks: readonly Hunk[], limit: number): Hunk[] {
  let room = limit;
  return hunks.flatMap((hunk) => {
    if (room <= 0) return [];
    const lines = hunk.lines.slice(0, room);
    room -= lines.length;
    return [{ ...hunk, lines }];
  });
}

function numbered({ oldStart, newStart, lines }: Hunk) {
  let old = oldStart;
  let now = newStart;
  return lines.map(({ kind, text }) => ({
    kind,
    text,
    old: kind === 'add' ? null : old++,
    now: kind === 'delete' ? null : now++,
  }));
}
