'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useAudit } from '#lib/client/use-audit.ts';
import { useAhead, useRows } from '#lib/client/use-topic.ts';
import { troubleSince } from '#lib/domain/alert/trouble-since.ts';
import { functionOf } from '../activity/time-line.ts';
import { ExportChain } from '../chain-figure/export-chain.tsx';
import { ConfigsOf } from '../config/configs-of.tsx';
import { FreezeButton } from '../freeze/freeze-button.tsx';
import { FreezeNotice } from '../freeze/freeze-notice.tsx';
import { networksByFunction } from '../function/function-networks.ts';
import { functionKey } from '../function/paths.ts';
import { WireLabel } from '../function/wire-label.tsx';
import { FunctionTable } from '../functions/function-table.tsx';
import { ReasonList } from '../health/reason-list.tsx';
import { EventList } from '../home/event-list.tsx';
import { Awaiting } from '../state/awaiting.tsx';
import { NoSuchObject } from '../state/not-found.tsx';
import { HealthBadge } from '../ui/health-mark.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { SinceTime } from '../ui/time.tsx';
import { ChainRunNotice } from '../upgrades/chain-run-notice.tsx';
import { ChainUpgradeButton } from '../upgrades/chain-upgrade-button.tsx';
import { functionsOf } from './chain-order.ts';
import { Pipeline } from './pipeline.tsx';
import { Rails } from './rails.tsx';

export function ChainPage({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('chain');
  const chains = useRows('chains');
  const functions = useRows('functions');
  const pods = useRows('pods');
  const events = useRows('events');
  const { actions } = useAudit();
  const { list: alerts } = useRows('alerts');
  useAhead('runs', 'chain-runs');
  const networks = useMemo(() => networksByFunction(pods.list), [pods.list]);
  const chain = chains.rows.get(`${namespace}/${name}`);
  const members = chain ? functionsOf(chain, functions.rows) : [];
  const keys = new Set(members.map(functionKey));
  const kinds = [...new Set(members.map(({ kind }) => kind))];
  const since = chain && chain.health !== 'ok' ? troubleSince([chain, ...members], alerts) : null;

  return (
    <>
      <PageHead
        above={
          <>
            <TextLink href="/chains">{t('back')}</TextLink> /{' '}
            <span className="font-mono text-xs">{namespace}</span>
          </>
        }
        title={name}
        beside={
          chain && (
            <>
              <HealthBadge health={chain.health} />
              {since && (
                <span className="text-sm">
                  {t('since')} <SinceTime of={since} className="font-semibold" />
                </span>
              )}
            </>
          )
        }
        actions={
          chain && (
            <div className="flex flex-wrap gap-2">
              <ChainUpgradeButton namespace={namespace} chain={name} functions={members} />
              <FreezeButton namespace={namespace} chain={name} kinds={kinds} />
            </div>
          )
        }
      />
      <Awaiting
        loaded={chains.loaded && functions.loaded}
        empty={!chain}
        kinds={['deployments', 'statefulsets', 'daemonsets']}
        whenEmpty={<NoSuchObject what={t('what')} name={`${namespace}/${name}`} />}
      >
        <FreezeNotice of={{ namespace, chain: name, kinds }} />
        <div className="space-y-4">
          <ChainRunNotice namespace={namespace} chain={name} />
          <section
            aria-label={t('figure')}
            className="drawing-ground relative overflow-x-auto rounded-md border border-line bg-surface p-5 pt-9"
          >
            <div className="absolute right-1.5 top-1.5">
              <ExportChain input={{ namespace, name, functions: members, networks }} />
            </div>
            <Pipeline
              functions={members}
              label={t('functionsOf', { name })}
              large
              wire={(from, to) => {
                const there = networks.get(functionKey(to));
                const shared = [...(networks.get(functionKey(from))?.values() ?? [])].filter((one) =>
                  there?.has(one.name),
                );
                return <WireLabel shared={shared} loaded={pods.loaded} />;
              }}
            />
            <Rails functions={members} networks={networks} />
          </section>
          <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
            <div className="min-w-0 space-y-4">
              {chain && chain.reasons.length > 0 && (
                <Panel title={t('reasons')}>
                  <ReasonList reasons={chain.reasons} limit={8} />
                </Panel>
              )}
              <Panel
                title={t('table')}
                flush
                aside={
                  <TextLink
                    href={`/pods?${new URLSearchParams({ namespace, chain: name })}`}
                    className="text-sm"
                  >
                    {t('showPods')}
                  </TextLink>
                }
              >
                <FunctionTable rows={members} label={t('functionsOf', { name })} withChain={false} />
              </Panel>
              <ConfigsOf namespace={namespace} functions={members} />
            </div>
            <Panel title={t('changes')} flush>
              <EventList
                events={events.list.filter((event) => event.function !== null && keys.has(event.function))}
                actions={actions.filter(
                  (action) =>
                    keys.has(functionOf(action) ?? '') ||
                    (action.namespace === namespace && action.parameters.chain === name),
                )}
                loaded={events.loaded}
                limit={12}
                none={t('noChanges')}
              />
            </Panel>
          </div>
        </div>
      </Awaiting>
    </>
  );
}
