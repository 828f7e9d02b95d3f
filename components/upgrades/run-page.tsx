'use client';
import { useTranslations } from 'use-intl';
import type { RunView } from '#lib/contracts/runs.ts';
import { functionPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { NoSuchObject } from '../state/not-found.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { ClockTime, RelativeTime } from '../ui/time.tsx';
import { BaselineTable } from './baseline-table.tsx';
import { CheckTable } from './check-table.tsx';
import { ChainRunBody } from './chain-run-page.tsx';
import { Gates } from './gates.tsx';
import { OrderBar } from './order-bar.tsx';
import { Report } from './report.tsx';
import { RunBadge } from './run-badge.tsx';
import { changesOf, runState } from './run-state.ts';
import { StepTable } from './step-table.tsx';
import { isChainRun, useRun } from './use-runs.ts';

/** A run as it happens; everything is read from the cluster, so that it is all still there after a reload. */
export function RunPage({ id }: { id: string }) {
  const t = useTranslations('upgrades');
  const { loaded, run } = useRun(id);
  return (
    <Awaiting
      loaded={loaded}
      empty={run === null}
      kinds={['controllerrevisions']}
      whenEmpty={<NoSuchObject what={t('what')} name={id} />}
    >
      {run && (isChainRun(run) ? <ChainRunBody run={run} /> : <Body run={run} />)}
    </Awaiting>
  );
}

function Body({ run }: { run: RunView }) {
  const t = useTranslations('upgrades');
  return (
    <>
      <PageHead
        above={
          <>
            <TextLink href="/upgrades">{t('back')}</TextLink> /{' '}
            <TextLink href={functionPath(run.target)} className="font-mono text-xs">
              {run.target.namespace}/{run.target.name}
            </TextLink>
            {run.parent && (
              <>
                {' '}
                / <TextLink href={`/upgrades/${run.parent.id}`}>{t('ofChain')}</TextLink>
              </>
            )}
          </>
        }
        title={
          <>
            {t(`kind.${run.kind}`)}{' '}
            <span className="font-mono text-[0.85em]">{changesOf(run.change.images)}</span>
          </>
        }
        beside={<RunBadge state={runState(run)} />}
        actions={<OrderBar run={run} />}
      />
      <div className="space-y-4">
        <Head run={run} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="min-w-0 space-y-4">
            {run.lifecycle ? (
              <CheckTable checks={run.lifecycle.checks} limit={run.strategy.limitSeconds} />
            ) : run.forward.length === 0 ? (
              <p className="rounded-md border border-line bg-surface p-3 text-sm text-muted">
                {t(`before.${run.phase}`)}
              </p>
            ) : (
              <StepTable label={t('forward')} steps={run.forward} />
            )}
            {run.back && <StepTable label={t('backward')} steps={run.back} />}
            {run.baseline && <BaselineTable of={run.baseline} />}
          </div>
          <div className="space-y-4">
            {run.endedAt !== null ? <Report run={run} /> : !run.lifecycle && <Gates run={run} />}
            <Log of={run} />
          </div>
        </div>
      </div>
    </>
  );
}

function Head({ run }: { run: RunView }) {
  const t = useTranslations('upgrades');
  return (
    <div className="space-y-2">
      <div role="status">
        {run.hold && (
          <div className="flex gap-2 rounded-md border border-degraded-line bg-degraded-soft p-3 text-degraded">
            <HealthShape health="degraded" className="mt-[0.25em]" />
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p className="font-semibold">
                {t(`hold.${run.hold.code}`)}
                {run.hold.by && ` – ${visible(run.hold.by)}`} <RelativeTime at={run.hold.since} />
              </p>
              {run.hold.detail && <p className="font-mono text-xs">{visible(run.hold.detail)}</p>}
              <p className="text-sm">{t('holdHint')}</p>
            </div>
          </div>
        )}
        {run.cause && (
          <p className="rounded-md border border-down-line bg-down-soft p-2.5 text-sm text-down [overflow-wrap:anywhere]">
            {visible(run.cause)}
          </p>
        )}
      </div>
      <p className="text-sm text-muted [overflow-wrap:anywhere]">
        {t('startedBy', { by: visible(run.startedBy) })} <RelativeTime at={run.startedAt} />
        {run.actor !== run.startedBy && ` · ${t('actor', { by: visible(run.actor) })}`}
        {run.why && ` · ${visible(run.why)}`}
        {run.overrode && ` · ${t('overrode', { scope: visible(run.overrode) })}`}
        {!run.lifecycle && <StrategyWords of={run.strategy} />}
      </p>
    </div>
  );
}

function Log({ of }: { of: RunView }) {
  const t = useTranslations('upgrades');
  const codes = useTranslations('upgrades.logged');
  // A record may be of another version of the console.
  const logged = (code: string) => (codes.has(code as 'started') ? codes(code as 'started') : visible(code));
  return (
    <Panel title={t('log')} flush>
      <ol className="max-h-[28rem] overflow-auto">
        {[...of.log].reverse().map((entry, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: entries of one second may be the same to the letter
            key={`${entry.at}/${entry.code}/${of.log.length - index}`}
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

function StrategyWords({ of }: { of: RunView['strategy'] }) {
  const t = useTranslations('upgrades');
  return (
    <>
      {' · '}
      {t('strategyLine', {
        batch: of.batch,
        soak: of.soakSeconds,
        percent: of.prefixPercent,
        limit: of.limitSeconds,
      })}
      {' · '}
      {t(`onFailure.${of.onFailure}`)}
    </>
  );
}
