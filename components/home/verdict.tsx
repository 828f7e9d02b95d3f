'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useFreshness, useHiddenKinds } from '#lib/client/use-freshness.ts';
import { useRows } from '#lib/client/use-topic.ts';
import type { ChainRow } from '#lib/contracts/stream.ts';
import { troubleSince } from '#lib/domain/alert/trouble-since.ts';
import { type Health, isTroubled, worse } from '#lib/domain/health.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { SinceTime } from '../ui/time.tsx';

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
  const { list: alerts } = useRows('alerts');
  const all = [...chains, ...functions];
  const health = all.reduce<Health>((worst, one) => worse(worst, one.health), 'ok');
  const hidden = useHiddenKinds();
  // What is in sight is well, and it is not all.
  const partly = health === 'ok' && hidden.length > 0;
  const shown = partly ? 'unknown' : health;
  const troubled = functions.filter((one) => one.health === health).length;
  const chainsHit = chains.filter((chain) => isTroubled(chain.health)).length;
  const degraded = health === 'down' ? functions.filter((one) => one.health === 'degraded').length : 0;
  const since = health === 'ok' ? null : troubleSince(all, alerts);
  return (
    <div
      className={clsx(
        'flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md border px-4 py-2.5',
        healthPanel(state === 'live' ? shown : 'unknown'),
      )}
    >
      <HealthShape health={shown} className="text-2xl" />
      {/* Read out when it changes; the time beside it changes all the time. */}
      <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="text-xl font-semibold tracking-tight">
          {partly ? t('seen') : t(health, { count: troubled })}
        </span>
        {degraded > 0 && <span>{t('degradedToo', { count: degraded })}</span>}
        {hidden.length > 0 && <span className="text-sm">{t('hidden', { kinds: hidden.join(', ') })}</span>}
      </div>
      {since && (
        <div>
          {t('since')} <SinceTime of={since} className="font-semibold" />
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
