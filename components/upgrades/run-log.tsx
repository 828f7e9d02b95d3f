'use client';
import { useTranslations } from 'use-intl';
import type { RunView } from '#lib/contracts/runs.ts';
import { visible } from '../pod-figure/text.ts';
import { Panel } from '../ui/panel.tsx';
import { ClockTime } from '../ui/time.tsx';

/** What happened in a run, the last first. */
export function RunLog({ of }: { of: RunView['log'] }) {
  const t = useTranslations('upgrades');
  const codes = useTranslations('upgrades.logged');
  // A record may be of another version of the console.
  const logged = (code: string) => (codes.has(code as 'started') ? codes(code as 'started') : visible(code));
  return (
    <Panel title={t('log')} flush>
      <ol className="max-h-[28rem] overflow-auto">
        {[...of].reverse().map((entry, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: entries of one second may be the same to the letter
            key={`${entry.at}/${entry.code}/${of.length - index}`}
            className="flex gap-2 border-b border-line px-3 py-1 text-xs last:border-b-0"
          >
            <ClockTime at={entry.at} className="shrink-0 font-mono text-muted" />
            <span className="shrink-0 font-medium">{logged(entry.code)}</span>
            <span className="min-w-0 font-mono [overflow-wrap:anywhere]">{visible(entry.detail)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
