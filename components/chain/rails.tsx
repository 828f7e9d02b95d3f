'use client';
import clsx from 'clsx';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { railsOf } from '../chain-figure/rails.ts';
import type { WireNetwork } from '../function/function-networks.ts';
import { functionKey } from '../function/paths.ts';
import { TextLink } from '../ui/text-link.tsx';
import { blockWidth, wireWidth } from './pipeline.tsx';

/** Pixels: the first drop from a block's left edge, the next ones from it, and a rail's height (h-12). */
const dropLeft = 24;
const dropStep = 16;
const railHeight = 48;

/**
 * The secondary networks of a chain as rails below its functions, with a drop from each function that is attached:
 * what Multus adds beside the pod network, seen at once.
 */
export function Rails(props: {
  functions: readonly FunctionRow[];
  networks: ReadonlyMap<string, ReadonlyMap<string, WireNetwork>>;
}) {
  const t = useTranslations('chain.rails');
  const rails = railsOf(props.functions, props.networks);
  if (rails.length === 0) return null;
  return (
    <ul aria-label={t('label')} className="mt-3 space-y-2 lg:mt-0 lg:space-y-0">
      {rails.map((rail, place) => {
        // Each rail has drops of its own beside the others', all from the blocks' lower edge.
        const left = dropLeft + dropStep * place;
        const first = rail.on.indexOf(true);
        const last = rail.on.lastIndexOf(true);
        const names = props.functions.filter((_, index) => rail.on[index]).map((one) => one.name);
        return (
          <li key={rail.network.name} className="lg:flex lg:items-stretch">
            <span className="sr-only">
              {t('attached', { network: rail.network.name, functions: names.join(', ') })}
            </span>
            <span className="text-xs lg:hidden" aria-hidden="true">
              <span className="font-mono">{rail.network.name}</span>: {names.join(', ')}
            </span>
            {props.functions.map((one, index) => {
              const on = rail.on[index] ?? false;
              const inside = index >= first && index <= last;
              return (
                <Fragment key={functionKey(one)}>
                  <span className={clsx('relative hidden h-12 flex-1 lg:block', blockWidth)}>
                    {on && (
                      <span
                        className="absolute bottom-1/4 border-l-2 border-dotted border-accent"
                        style={{ left, top: -railHeight * place }}
                      />
                    )}
                    {inside && (
                      <span
                        className="absolute top-3/4 border-t-2 border-accent"
                        style={{
                          left: index === first ? left : 0,
                          right: index < last ? 0 : first === last ? dropLeft : `calc(100% - ${left}px)`,
                        }}
                      />
                    )}
                    {on && (
                      <span
                        className="absolute top-3/4 size-2.5 -translate-x-[4px] -translate-y-[4px] rounded-full bg-accent"
                        style={{ left }}
                      />
                    )}
                    {index === first && (
                      <span
                        className="absolute top-3 flex max-w-[14rem] items-baseline gap-1.5 whitespace-nowrap bg-surface px-1 text-xs"
                        style={{ left: dropLeft + dropStep * rails.length }}
                      >
                        <TextLink
                          href={`/networks?q=${encodeURIComponent(rail.network.name)}`}
                          className="truncate font-mono font-semibold"
                        >
                          {rail.network.name.split('/').at(-1)}
                        </TextLink>
                        {rail.network.kind && <span className="text-muted">{rail.network.kind}</span>}
                      </span>
                    )}
                  </span>
                  {index < props.functions.length - 1 && (
                    <span className={clsx('relative hidden h-12 lg:block', wireWidth)}>
                      {index >= first && index < last && (
                        <span className="absolute inset-x-0 top-3/4 border-t-2 border-accent" />
                      )}
                    </span>
                  )}
                </Fragment>
              );
            })}
          </li>
        );
      })}
    </ul>
  );
}
