'use client';
import { useTranslations } from 'use-intl';
import { functionKinds } from '#lib/client/use-freshness.ts';
import { useAhead, useRows } from '#lib/client/use-topic.ts';
import { isTroubled } from '#lib/domain/health.ts';
import { AlertsPanel } from '../alerts/alerts-panel.tsx';
import { Delivery } from '../alerts/delivery.tsx';
import { ChainCard } from '../chain/chain-card.tsx';
import { ChainLine } from '../chain/chain-line.tsx';
import { byTrouble } from '../chain/chain-order.ts';
import { FunctionBlock } from '../function/function-block.tsx';
import { chainPath, functionKey } from '../function/paths.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { HealthMark } from '../ui/health-mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Changes } from './changes.tsx';
import { CopyIncident } from './copy-incident.tsx';
import { OtherWorkloads } from './other-workloads.tsx';
import { Verdict } from './verdict.tsx';

/** Up to so many chains are drawn in full even when nothing is wrong. */
const fewChains = 2;
/** So many in trouble are drawn in full; beyond, a line each keeps all of them on the screen. */
const mostCards = 4;
/** Beyond so many lines a chain is only its mark and its name: the page must not scroll to tell that all is well. */
const mostLines = 14;

export function HomePage() {
  const t = useTranslations('home');
  const titles = useTranslations('shell.titles');
  const chains = useRows('chains');
  const functions = useRows('functions');
  const others = useRows('other-workloads').list;
  useAhead('events');
  const sorted = [...chains.list].sort(byTrouble);
  const troubled = sorted.filter((chain) => chain.health !== 'ok');
  const cards = troubled.length > 0 ? troubled.slice(0, mostCards) : sorted.length <= fewChains ? sorted : [];
  const lines = sorted.filter((chain) => !cards.includes(chain));
  const alone = functions.list.filter((one) => one.chain === null && isTroubled(one.health)).sort(byTrouble);

  return (
    <>
      <h1 className="sr-only">{titles('home')}</h1>
      <Awaiting
        loaded={chains.loaded && functions.loaded}
        empty={functions.list.length === 0}
        kinds={functionKinds}
        whenEmpty={
          <div className="space-y-4">
            <NothingYet />
            <OtherWorkloads of={others} />
          </div>
        }
      >
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
          <div className="min-w-0 space-y-4">
            <div>
              <Verdict chains={chains.list} functions={functions.list} />
              {(troubled.length > 0 || alone.length > 0 || others.length > 0) && (
                <div className="-mb-3 flex justify-end pt-1">
                  <CopyIncident chains={chains.list} functions={functions.list} others={others} />
                </div>
              )}
            </div>
            {cards.map((chain) => (
              <ChainCard
                key={`${chain.namespace}/${chain.name}`}
                chain={chain}
                functions={functions.rows}
                large={sorted.length <= fewChains}
              />
            ))}
            {alone.length > 0 && (
              <Panel title={t('alone')}>
                <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
                  {alone.slice(0, 9).map((one) => (
                    <li key={functionKey(one)} className="flex flex-col *:flex-1">
                      <FunctionBlock of={one} />
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
            <OtherWorkloads of={others} />
            {lines.length > 0 && (
              <Panel
                title={
                  cards.length > 0
                    ? t('others', { count: lines.length })
                    : t('chains', { count: lines.length })
                }
                flush
              >
                {lines.length > mostLines ? (
                  <ul className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-4 gap-y-1 p-3">
                    {lines.map((chain) => (
                      <li
                        key={`${chain.namespace}/${chain.name}`}
                        className="flex min-h-6 min-w-0 items-center gap-1.5 text-sm"
                      >
                        <HealthMark health={chain.health} />
                        <TextLink
                          href={chainPath(chain)}
                          className="truncate"
                          title={`${chain.namespace}/${chain.name}`}
                        >
                          {chain.name}
                        </TextLink>
                      </li>
                    ))}
                  </ul>
                ) : (
                  <ul>
                    {lines.map((chain) => (
                      <ChainLine
                        key={`${chain.namespace}/${chain.name}`}
                        chain={chain}
                        functions={functions.rows}
                      />
                    ))}
                  </ul>
                )}
              </Panel>
            )}
          </div>
          <div className="min-w-0 space-y-4">
            <Delivery troubleOnly />
            <AlertsPanel limit={4} />
            <Changes limit={10} />
          </div>
        </div>
      </Awaiting>
    </>
  );
}

function NothingYet() {
  const t = useTranslations('home.empty');
  return (
    <StatePanel title={t('title')}>
      <p>{t('body')}</p>
      <ul className="list-disc space-y-1 pl-5">
        <li>{t('chain')}</li>
        <li>{t('routing')}</li>
        <li>{t('networks')}</li>
      </ul>
      <pre className="overflow-x-auto rounded-sm bg-sunken p-2 font-mono text-xs text-text">
        {
          'kubectl label deployment waf app.kubernetes.io/part-of=edge\nkubectl annotate deployment waf cnf-console/chain-order=20'
        }
      </pre>
    </StatePanel>
  );
}
