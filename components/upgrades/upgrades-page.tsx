'use client';
import { useTranslations } from 'use-intl';
import type { RunRow } from '#lib/domain/run/run-row.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { ChainRunLine } from './chain-run-page.tsx';
import { RunBadge } from './run-badge.tsx';
import { changesOf, runState } from './run-state.ts';
import { RunTable } from './run-table.tsx';
import { useRuns } from './use-runs.ts';

/** Every run: what is under way first, then what has been. */
export function UpgradesPage() {
  const t = useTranslations('upgrades');
  const titles = useTranslations('shell.titles');
  const { loaded, runs, chains } = useRuns();
  const active = runs.filter((run) => run.endedAt === null);
  const ended = runs.filter((run) => run.endedAt !== null);
  return (
    <>
      <PageHead title={titles('upgrades')} />
      <Awaiting
        loaded={loaded}
        empty={runs.length + chains.length === 0}
        kinds={['controllerrevisions']}
        whenEmpty={
          <StatePanel title={t('none')}>
            <p>{t('noneHint')}</p>
          </StatePanel>
        }
      >
        <div className="space-y-4">
          {chains.length > 0 && (
            <Panel title={t('chainRuns')} flush>
              <ul>
                {chains.map((run) => (
                  <ChainRunLine key={run.id} run={run} />
                ))}
              </ul>
            </Panel>
          )}
          {active.length > 0 && <RunTable label={t('active')} runs={active} />}
          {ended.length > 0 && <RunTable label={t('ended')} runs={ended} numbers />}
        </div>
      </Awaiting>
    </>
  );
}

/** On a function's page: its run under way, and its last ones. */
export function RunsOfFunction({ of }: { of: RunRow['target'] }) {
  const t = useTranslations('upgrades');
  const { runs } = useRuns();
  const own = runs.filter(
    ({ target }) => target.namespace === of.namespace && target.kind === of.kind && target.name === of.name,
  );
  if (own.length === 0) return null;
  return (
    <Panel title={t('ofFunction')} flush>
      <ul>
        {own.slice(0, 5).map((run) => (
          <li
            key={run.id}
            className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1.5 text-sm last:border-b-0"
          >
            <RunLine run={run} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function RunLine({ run }: { run: RunRow }) {
  const t = useTranslations('upgrades');
  return (
    <>
      <RunBadge state={runState(run)} />
      <TextLink href={`/upgrades/${run.id}`}>
        {t(`kind.${run.kind}`)} {changesOf(run.images)}
      </TextLink>
      <RelativeTime at={run.startedAt} className="ml-auto text-xs text-muted" />
    </>
  );
}
