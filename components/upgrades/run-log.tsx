'use client';
import { useTranslations } from 'use-intl';
import type { RunView } from '#lib/contracts/runs.ts';
import { visible } from '../pod-figure/text.ts';
import { Panel } from '../ui/panel.tsx';
import { ClockTime } from '../ui/time.tsx';
import { useSaid } from './said.tsx';

/** What happened in a run, the last first. */
export function RunLog({ of }: { of: RunView['log'] }) {
  const t = useTranslations('upgrades');
  const codes = useTranslations('upgrades.logged');
  // A record may be of another version of the console.
  const logged = (code: string) => (codes.has(code as 'started') ? codes(code as 'started') : visible(code));
  return (
    <Panel title={t('log')} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <ol aria-label={t('log')} tabIndex={0} className="max-h-[28rem] overflow-auto">
        {[...of].reverse().map((entry, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: entries of one second may be the same to the letter
            key={`${entry.at}/${entry.code}/${of.length - index}`}
            className="flex items-baseline gap-2 border-b border-line px-3 py-1 text-xs last:border-b-0"
          >
            <ClockTime at={entry.at} className="shrink-0 font-mono text-muted" />
            <p className="min-w-0 [overflow-wrap:anywhere]">
              <span className="mr-2 font-medium">{logged(entry.code)}</span>
              <Detail of={entry} />
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** A detail in the reader's language where the console said it; a name or the words of others as they stand. */
function Detail({ of: { code, detail, said } }: { of: RunView['log'][number] }) {
  const t = useTranslations('upgrades');
  const told = useSaid();
  if (code === 'ended' && t.has(`state.${detail}` as 'state.failed'))
    return t(`state.${detail}` as 'state.failed');
  return told(detail, said);
}
