'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import type { ChainRow } from '#lib/contracts/stream.ts';
import { troubleSince } from '#lib/domain/alert/trouble-since.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { FreezeMark } from '../freeze/freeze-mark.tsx';
import { chainPath } from '../function/paths.ts';
import { ReasonList } from '../health/reason-list.tsx';
import { HealthBadge } from '../ui/health-mark.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { SinceTime } from '../ui/time.tsx';
import { functionsOf } from './chain-order.ts';
import { Pipeline } from './pipeline.tsx';

const frame = {
  ok: 'border-line',
  progressing: 'border-progressing-line',
  unknown: 'border-unknown-line',
  degraded: 'border-degraded-solid',
  down: 'border-down-solid',
};

/** A chain with its functions, versions and reasons: for what is wrong, and for the few. */
export function ChainCard(props: {
  chain: ChainRow;
  functions: ReadonlyMap<string, FunctionRow>;
  large?: boolean;
}) {
  const { chain, functions, large = false } = props;
  const t = useTranslations('chain');
  const { list: alerts } = useRows('alerts');
  const members = functionsOf(chain, functions);
  const since = chain.health === 'ok' ? null : troubleSince([chain, ...members], alerts);
  return (
    <section
      aria-label={t('of', { name: chain.name })}
      className={clsx('rounded-md border bg-surface', frame[chain.health])}
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2">
        <HealthBadge health={chain.health} />
        <h2 className="text-lg font-semibold">
          <TextLink href={chainPath(chain)} className="text-text">
            {chain.name}
          </TextLink>
        </h2>
        <span className="font-mono text-xs text-muted">{chain.namespace}</span>
        <FreezeMark namespace={chain.namespace} chain={chain.name} />
        {since && (
          <span className="ml-auto text-sm">
            {t('since')} <SinceTime of={since} className="font-semibold" />
          </span>
        )}
      </header>
      <div className="drawing-ground relative overflow-hidden p-3">
        <Pipeline functions={members} large={large} label={t('functionsOf', { name: chain.name })} />
      </div>
      {chain.reasons.length > 0 && members.every((one) => one.reasons.length === 0) && (
        <ReasonList
          reasons={chain.reasons}
          limit={3}
          moreHref={chainPath(chain)}
          className="border-t border-line px-3 py-2"
        />
      )}
    </section>
  );
}
