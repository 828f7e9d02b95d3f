'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { UpgradePlan } from '#lib/contracts/upgrades.ts';
import { visible } from '../pod-figure/text.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { useSeconds } from './use-seconds.ts';

const listed = 12;
/** Warnings that the plan tells by fields of their own. */
const said: ReadonlySet<string> = new Set(['outage', 'downgrade']);

/** What will happen: pods in their order, what protects them, who would undo it, and the requests to the letter. */
export function PlanView({ plan }: { plan: UpgradePlan }) {
  const t = useTranslations('upgrades.plan');
  const common = useTranslations('common');
  const warnings = useTranslations('action.warning');
  const seconds = useSeconds();
  const told = (value: number | null) => (value === null ? '–' : seconds(value));
  const serious = [
    ...(plan.outage ? [t('outage')] : []),
    ...(plan.downgrade === true ? [t('downgrade')] : []),
    ...plan.warnings
      .filter(({ code }) => !said.has(code))
      .map(({ code, params }) =>
        warnings.has(code as 'interrupts') ? warnings(code as 'interrupts', params) : code,
      ),
    ...Object.entries(plan.rewritten).map(([name, to]) =>
      t('rewritten', { from: visible(plan.images[name]?.to ?? name), to: visible(to) }),
    ),
    ...plan.undoers.map(({ by, name }) => t(`undoer.${by}`, { name: visible(name) })),
    ...(plan.drift.length > 0
      ? [t('drift', { pods: plan.drift.slice(0, listed).map(visible).join(', ') })]
      : []),
  ];
  return (
    <section aria-label={t('title')} className="space-y-3 text-sm">
      <h3 className="label">{t('title')}</h3>
      {serious.length > 0 && (
        <ul className="space-y-1 rounded-md border border-degraded-line bg-degraded-soft p-2.5 text-degraded">
          {serious.map((text) => (
            <li key={text} className="flex gap-1.5 [overflow-wrap:anywhere]">
              <HealthShape health="degraded" className="mt-[0.22em]" />
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <p>{t('pods', { count: plan.steps.length })}</p>
        <ol className="mt-1 space-y-0.5 border-l-2 border-line pl-3 font-mono text-xs">
          {plan.steps.slice(0, listed).map((step) => (
            <li key={step.pod} className="[overflow-wrap:anywhere]">
              <span className="mr-2 text-muted">{step.turn}.</span>
              {visible(step.pod)}
              <span className="ml-2 text-muted">{step.node === null ? '–' : visible(step.node)}</span>
              {!step.ready && <span className="ml-2 text-degraded">{t('notReady')}</span>}
            </li>
          ))}
          {plan.steps.length > listed && (
            <li className="font-sans text-muted">{common('more', { count: plan.steps.length - listed })}</li>
          )}
        </ol>
      </div>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
        <Line label={t('by')}>{t(`method.${plan.method}`)}</Line>
        <Line label={t('first')}>
          {plan.strategy.preflight
            ? plan.preflight.config === null
              ? t('preflightPull')
              : t('preflightConfig', { name: visible(plan.preflight.config) })
            : t('preflightNone')}
        </Line>
        <Line label={t('drain')}>
          <DrainWords of={plan} />
        </Line>
        <Line label={t('protects')}>
          {t('others', { count: plan.protects.otherReplicas })}
          {plan.protects.chainOthers.length > 0 && (
            <span>
              {' · '}
              {t('chainOthers', { names: plan.protects.chainOthers.map(visible).join(', ') })}
            </span>
          )}
          {plan.protects.budgets.map((budget) => (
            <span key={budget.name} className="block">
              {budget.allowed === null
                ? t('budgetUnknown', { name: visible(budget.name) })
                : t('budget', { name: visible(budget.name), allowed: budget.allowed })}
            </span>
          ))}
        </Line>
        <Line label={t('interruption')}>
          {plan.interruption === null
            ? t('neverDone')
            : t('earlier', {
                runs: plan.interruption.runs,
                away: told(plan.interruption.awaySeconds),
                sessions: told(plan.interruption.sessionsSeconds),
              })}
        </Line>
      </dl>
      <CodeBlock
        text={plan.command}
        label={t('command')}
        className="[&_pre]:whitespace-pre-wrap [&_pre]:break-words"
      />
      <details>
        <summary className="cursor-pointer text-sm text-muted hover:text-text">{t('patches')}</summary>
        {plan.patches.map((patch) => (
          <div key={patch.when} className="mt-2">
            <p className="mb-1 text-xs [overflow-wrap:anywhere]">
              {t(`request.${patch.when}`)}
              <code className="block font-mono text-muted">{`${patch.method} ${patch.path}`}</code>
            </p>
            <CodeBlock text={JSON.stringify(patch.body, null, 2)} label={t(`request.${patch.when}`)} />
          </div>
        ))}
      </details>
    </section>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

/** What is done to a pod before it goes; of a hook the program to the letter. */
function DrainWords({ of }: { of: UpgradePlan }) {
  const t = useTranslations('upgrades');
  const { drain, drainSeconds } = of.strategy;
  if (drain === 'none' || (drain === 'graceful-shutdown' && !of.routing)) return t('drain.none');
  return (
    <>
      {t(`drain.${drain}`)} · {t('seconds', { value: drainSeconds })}
      {drain === 'hook' && of.hook && (
        <span className="block font-mono text-xs [overflow-wrap:anywhere]">
          {visible(of.hook.container)}: {visible(of.hook.command.join(' '))}
        </span>
      )}
    </>
  );
}
