'use client';
import { useTranslations } from 'use-intl';
import type { ChainRow } from '#lib/contracts/stream.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { FreezeMark } from '../freeze/freeze-mark.tsx';
import { chainPath, functionKey, functionPath } from '../function/paths.ts';
import { ReadyCount } from '../function/ready-count.tsx';
import { HealthMark, HealthShape } from '../ui/health-mark.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RunChip } from '../upgrades/run-chip.tsx';
import { functionsOf } from './chain-order.ts';

/** A chain on one line: name, then each function with version and count. */
export function ChainLine({
  chain,
  functions,
}: {
  chain: ChainRow;
  functions: ReadonlyMap<string, FunctionRow>;
}) {
  const t = useTranslations('chain');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0">
      <span className="flex w-64 min-w-0 items-center gap-2">
        <HealthMark health={chain.health} />
        <TextLink
          href={chainPath(chain)}
          className="shrink-0 max-w-48 truncate font-semibold text-text"
          title={chain.name}
        >
          {chain.name}
        </TextLink>
        <span className="truncate font-mono text-xs text-muted">{chain.namespace}</span>
      </span>
      <FreezeMark namespace={chain.namespace} chain={chain.name} />
      <ol
        aria-label={t('functionsOf', { name: chain.name })}
        className="flex min-w-0 flex-[1_1_18rem] flex-wrap gap-x-1.5 gap-y-1 text-xs"
      >
        {functionsOf(chain, functions).map((one, index) => (
          <li key={functionKey(one)} className="flex items-center gap-1.5 whitespace-nowrap">
            {index > 0 && (
              <span aria-hidden="true" className="text-line-strong">
                →
              </span>
            )}
            {one.health !== 'ok' && <HealthShape health={one.health} />}
            <TextLink href={functionPath(one)}>{one.component}</TextLink>
            <span className="font-mono">
              {one.versions.map((version) => version.version).join(' + ') || '–'}
            </span>
            <ReadyCount ready={one.ready} desired={one.desired} className="text-muted" />
            <RunChip of={one.upgrade} />
          </li>
        ))}
      </ol>
    </li>
  );
}
