'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useNow } from '#lib/client/use-now.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { podPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { stageHealth } from './run-state.ts';
import { useSeconds } from './use-seconds.ts';

type Step = RunView['forward'][number];

/**
 * Pods in their order, each with how long it was away and what came back when.
 * @param left nothing more comes of these: the run has turned back
 * @param held nothing moves until somebody says so
 */
export function StepTable({
  label,
  namespace,
  steps,
  routes,
  left = false,
  held = false,
}: {
  label: string;
  namespace: string;
  steps: readonly Step[];
  /** There were sessions before. */
  routes: boolean;
  left?: boolean;
  held?: boolean;
}) {
  const t = useTranslations('upgrades');
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-semibold">{label}</h2>
      <Table label={label}>
        <thead>
          <tr>
            <ColumnHead align="right">{t('step.turn')}</ColumnHead>
            <ColumnHead>{t('step.pod')}</ColumnHead>
            <ColumnHead>{t('step.stage')}</ColumnHead>
            <ColumnHead align="right">{t('step.away')}</ColumnHead>
            <ColumnHead align="right">{t('step.sessions')}</ColumnHead>
            <ColumnHead align="right">{t('step.prefixes')}</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <Row key={`${step.turn}/${step.pod}/${step.uid}`}>
              <Cell className="text-right font-mono">{step.turn}</Cell>
              <Cell className="min-w-[11rem] font-mono text-xs">
                {isReplaced(step) && `${visible(step.pod)} → `}
                <PodLink namespace={namespace} name={step.newPod ?? step.pod} />
                {step.node !== null && <span className="ml-2 text-muted">{visible(step.node)}</span>}
              </Cell>
              <Cell>
                <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
                  <HealthShape
                    health={
                      left && step.stage !== 'done'
                        ? 'waiting'
                        : held && isUnderWay(step)
                          ? 'degraded'
                          : stageHealth[step.stage]
                    }
                  />
                  {left && isUnderWay(step)
                    ? t('stage.left')
                    : held && isUnderWay(step)
                      ? t('stage.held', { stage: t(`stage.${step.stage}`) })
                      : t(`stage.${step.stage}`)}
                </span>
              </Cell>
              <Cell className="text-right font-mono">
                <Since from={step.goAt} to={step.readyAt} left={left} />
              </Cell>
              <Cell className="text-right font-mono">
                {routes && <Since from={step.goAt} to={step.sessionsAt} left={left} />}
              </Cell>
              <Cell className="text-right font-mono">
                {!routes || (step.goAt === null && step.prefixesMissing === 0) ? '' : step.prefixesMissing}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

const isUnderWay = ({ stage }: Step): boolean =>
  stage === 'draining' || stage === 'replacing' || stage === 'gating';

/** Seconds between two moments; counting while the second has not come, unless it is waited for no more. */
function Since({ from, to, left }: { from: string | null; to: string | null; left: boolean }) {
  const told = useSeconds();
  const now = useNow();
  if (from === null || (left && to === null)) return null;
  const end = to === null ? now : Date.parse(to);
  const seconds = Math.max(0, (end - Date.parse(from)) / 1_000);
  return (
    <span className={clsx('whitespace-nowrap', to === null && 'text-progressing')} suppressHydrationWarning>
      {told(seconds.toFixed(to === null ? 0 : 1))}
      {to === null && '…'}
    </span>
  );
}

/** One of another name came in its place: its own page is gone. */
const isReplaced = ({ pod, newPod }: Step): boolean => newPod !== null && newPod !== pod;

const PodLink = ({ namespace, name }: { namespace: string; name: string }) => (
  <TextLink href={podPath({ namespace, name })}>{visible(name)}</TextLink>
);
