'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { ChainRow } from '#lib/contracts/stream.ts';
import { type Health, worse } from '#lib/domain/health.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { troubleSince } from '../chain/chain-order.ts';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** The one sentence read first: is anything wrong, how much, since when. */
export function Verdict({
  chains,
  functions,
}: {
  chains: readonly ChainRow[];
  functions: readonly FunctionRow[];
}) {
  const t = useTranslations('home.verdict');
  const { state } = useFreshness();
  const all = [...chains, ...functions];
  const health = all.reduce<Health>((worst, one) => worse(worst, one.health), 'ok');
  const troubled = functions.filter((one) => one.health === health).length;
  const chainsHit = chains.filter((chain) => chain.health !== 'ok' && chain.health !== 'progressing').length;
  const degraded = health === 'down' ? functions.filter((one) => one.health === 'degraded').length : 0;
  const since = health === 'ok' ? null : troubleSince(all);
  return (
    <div
      role="status"
      className={clsx(
        'flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md border px-4 py-2.5',
        healthPanel(state === 'live' ? health : 'unknown'),
      )}
    >
      <HealthShape health={health} className="text-2xl" />
      <div className="text-xl font-semibold tracking-tight">{t(health, { count: troubled })}</div>
      {degraded > 0 && <div>{t('degradedToo', { count: degraded })}</div>}
      {since && (
        <div>
          {t('since')} <RelativeTime at={since} className="font-semibold" />
        </div>
      )}
      <div className="ml-auto text-sm">
        {chainsHit > 0
          ? t('chainsHit', { hit: chainsHit, count: chains.length })
          : t('totals', { chains: chains.length, functions: functions.length })}
      </div>
    </div>
  );
}
