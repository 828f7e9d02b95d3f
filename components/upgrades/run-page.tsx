'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { RunView } from '#lib/contracts/runs.ts';
import { hadSessions } from '#lib/domain/run/report.ts';
import { configPath, functionPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { NoSuchObject } from '../state/not-found.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { BaselineTable } from './baseline-table.tsx';
import { ChainRunBody } from './chain-run-page.tsx';
import { CheckTable } from './check-table.tsx';
import { Gates } from './gates.tsx';
import { HoldDetail } from './hold-detail.tsx';
import { OrderBar } from './order-bar.tsx';
import { Report } from './report.tsx';
import { RunBadge } from './run-badge.tsx';
import { RunLog } from './run-log.tsx';
import { changesOf, runState } from './run-state.ts';
import { useSaid } from './said.tsx';
import { StepTable } from './step-table.tsx';
import { isChainRun, useRun } from './use-runs.ts';
import { useSeconds } from './use-seconds.ts';

/** A run as it happens; everything is read from the cluster, so that it is all still there after a reload. */
export function RunPage({ id }: { id: string }) {
  const t = useTranslations('upgrades');
  const { loaded, run } = useRun(id);
  return (
    <>
      {run === null && (
        <PageHead
          above={<TextLink href="/upgrades">{t('back')}</TextLink>}
          title={<span className="font-mono">{visible(id)}</span>}
        />
      )}
      <Awaiting
        loaded={loaded}
        empty={run === null}
        kinds={['controllerrevisions']}
        whenEmpty={<NoSuchObject what={t('what')} name={id} />}
      >
        {run && (isChainRun(run) ? <ChainRunBody run={run} /> : <Body run={run} />)}
      </Awaiting>
    </>
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
              <StepTable
                label={t('forward')}
                namespace={run.target.namespace}
                steps={run.forward}
                routes={hadSessions(run)}
                left={run.direction === 'back'}
                held={run.hold !== null}
              />
            )}
            {run.back && (
              <StepTable
                label={t('backward')}
                namespace={run.target.namespace}
                steps={run.back}
                routes={hadSessions(run)}
                held={run.hold !== null}
              />
            )}
            {run.baseline && <BaselineTable of={run.baseline} />}
          </div>
          <div className="space-y-4">
            {run.endedAt !== null ? <Report run={run} /> : !run.lifecycle && <Gates run={run} />}
            <RunLog of={run.log} />
          </div>
        </div>
      </div>
    </>
  );
}

function Head({ run }: { run: RunView }) {
  const t = useTranslations('upgrades');
  const told = useSaid();
  return (
    <div className="space-y-2">
      <div role="status" className="space-y-2">
        {run.hold && (
          <div className="flex gap-2 rounded-md border border-degraded-line bg-degraded-soft p-3 text-degraded">
            <HealthShape health="degraded" className="mt-[0.25em]" />
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p className="font-semibold">
                {t(`hold.${run.hold.code}`)}
                {run.hold.by && ` – ${visible(run.hold.by)}`} <RelativeTime at={run.hold.since} />
              </p>
              <HoldDetail of={run.hold} />
              <p className="text-sm">{t('holdHint')}</p>
            </div>
          </div>
        )}
        <TextBack of={run} />
        {run.cause && run.cause !== run.hold?.detail && (
          <p
            className={clsx(
              'rounded-md border p-2.5 text-sm [overflow-wrap:anywhere]',
              // What somebody told it to do is nothing that went wrong.
              run.causeSaid?.code === 'ordered'
                ? 'border-line bg-surface'
                : 'border-down-line bg-down-soft text-down',
            )}
          >
            {told(run.cause, run.causeSaid)}
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

/** Of a configuration's roll-out that did not succeed: what the ConfigMap says now. */
function TextBack({ of }: { of: RunView }) {
  const t = useTranslations('upgrades.textBack');
  const isConfig = of.kind === 'config-restart' || of.kind === 'config-reload';
  if (!isConfig || (of.textBack === undefined && (of.endedAt === null || of.outcome === 'succeeded')))
    return null;
  const name = of.change.payload?.configMap;
  return (
    <p className="rounded-md border border-line bg-surface p-2.5 text-sm">
      {t(of.textBack ?? 'kept')}{' '}
      {typeof name === 'string' && (
        <TextLink href={configPath({ namespace: of.target.namespace, name })} className="font-mono">
          {visible(name)}
        </TextLink>
      )}
    </p>
  );
}

function StrategyWords({ of }: { of: RunView['strategy'] }) {
  const t = useTranslations('upgrades');
  const seconds = useSeconds();
  return (
    <>
      {' · '}
      {t('strategyLine', {
        batch: of.batch,
        soak: seconds(of.soakSeconds),
        percent: of.prefixPercent,
        limit: seconds(of.limitSeconds),
      })}
      {of.drain !== 'none' && ` · ${t(`drain.${of.drain}`)}`}
      {' · '}
      {t(`onFailure.${of.onFailure}`)}
    </>
  );
}
