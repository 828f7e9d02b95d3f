'use client';
import { useTranslations } from 'use-intl';
import { useSearchState } from '#lib/client/use-search-state.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { ChainCard } from '../chain/chain-card.tsx';
import { ChainLine } from '../chain/chain-line.tsx';
import { byTrouble, functionsOf } from '../chain/chain-order.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { NoMatch } from '../state/no-match.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { StatePanel } from '../ui/state-panel.tsx';

/** Beyond so many, chains that are well take a line each. */
const mostCards = 8;

export function ChainsPage() {
  const t = useTranslations('chains');
  const title = useTranslations('shell.titles')('chains');
  const chains = useRows('chains');
  const functions = useRows('functions');
  const [filter, setFilter] = useSearchState('q', '');
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = chains.list
    .filter((chain) => {
      const text = [chain.namespace, chain.name, chain.health]
        .concat(
          functionsOf(chain, functions.rows).flatMap((one) => [
            one.component,
            ...one.versions.map((v) => v.version),
          ]),
        )
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort(byTrouble);
  const cards =
    found.length <= mostCards ? found : found.filter((chain) => chain.health !== 'ok').slice(0, mostCards);
  const lines = found.filter((chain) => !cards.includes(chain));

  return (
    <>
      <PageHead
        title={title}
        actions={<FilterInput value={filter} onChange={setFilter} label={t('filter')} />}
      />
      <Awaiting
        loaded={chains.loaded && functions.loaded}
        empty={chains.list.length === 0}
        kinds={['deployments', 'statefulsets', 'daemonsets']}
        whenEmpty={<StatePanel title={t('empty.title')}>{t('empty.body')}</StatePanel>}
      >
        <div className="space-y-4">
          {cards.map((chain) => (
            <ChainCard
              key={`${chain.namespace}/${chain.name}`}
              chain={chain}
              functions={functions.rows}
              large
            />
          ))}
          {lines.length > 0 && (
            <Panel title={t('list')} flush>
              <ul>
                {lines.map((chain) => (
                  <ChainLine
                    key={`${chain.namespace}/${chain.name}`}
                    chain={chain}
                    functions={functions.rows}
                  />
                ))}
              </ul>
            </Panel>
          )}
          {found.length === 0 && <NoMatch hidden={chains.list.length} clear={() => setFilter('')} />}
        </div>
      </Awaiting>
    </>
  );
}
