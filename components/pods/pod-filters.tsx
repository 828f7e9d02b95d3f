'use client';
import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { healths } from '#lib/domain/health.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { visible } from '../pod-figure/text.ts';
import { FilterInput } from '../ui/filter-input.tsx';
import { type Option, Select } from '../ui/select.tsx';
import { functionKey, type PodFilter } from './filter.ts';

interface Choices {
  namespaces: string[];
  chains: string[];
  functions: string[];
}

/** What occurs in the rows, sorted; the same object as long as nothing new occurs, so that menus do not redraw. */
function useChoices(list: readonly PodRow[]): Choices {
  const last = useRef<Choices>({ namespaces: [], chains: [], functions: [] });
  return useMemo(() => {
    const namespaces = new Set<string>();
    const chains = new Set<string>();
    const functions = new Set<string>();
    for (const row of list) {
      namespaces.add(row.namespace);
      if (row.chain !== null) chains.add(row.chain);
      if (row.function !== null) functions.add(functionKey(row));
    }
    const known = last.current;
    const same = (set: Set<string>, array: string[]) =>
      set.size === array.length && array.every((item) => set.has(item));
    if (same(namespaces, known.namespaces) && same(chains, known.chains) && same(functions, known.functions))
      return known;
    last.current = {
      namespaces: [...namespaces].sort(),
      chains: [...chains].sort(),
      functions: [...functions].sort(),
    };
    return last.current;
  }, [list]);
}

/** The choices with "all" first, and the chosen one even where nothing of it is left. */
function options(
  all: string,
  values: readonly string[],
  chosen: string,
  label = (value: string) => value,
): Option[] {
  const listed = chosen === '' || values.includes(chosen) ? values : [chosen, ...values];
  return [{ value: '', label: all }, ...listed.map((value) => ({ value, label: visible(label(value)) }))];
}

const withoutKind = (key: string): string => {
  const [namespace = '', , name = ''] = key.split('/');
  return `${namespace}/${name}`;
};

export function PodFilters({
  list,
  filter,
  onChange,
}: {
  list: readonly PodRow[];
  filter: PodFilter;
  onChange: (change: Partial<PodFilter>) => void;
}) {
  const t = useTranslations('pods');
  const h = useTranslations('health');
  const choices = useChoices(list);
  const healthOptions: Option[] = [
    { value: '', label: t('anyHealth') },
    { value: 'trouble', label: t('trouble') },
    ...[...healths].reverse().map((health) => ({ value: health, label: h(health) })),
  ];
  return (
    <search className="flex flex-wrap items-center gap-2">
      <FilterInput label={t('filter')} value={filter.text} onChange={(text) => onChange({ text })} />
      <Select
        label={t('column.health')}
        value={filter.health}
        options={healthOptions}
        onChange={(health) => onChange({ health: health as PodFilter['health'] })}
      />
      <Select
        label={t('column.namespace')}
        value={filter.namespace}
        options={options(t('allNamespaces'), choices.namespaces, filter.namespace)}
        onChange={(namespace) => onChange({ namespace })}
      />
      <Select
        label={t('column.chain')}
        value={filter.chain}
        options={options(t('allChains'), choices.chains, filter.chain)}
        onChange={(chain) => onChange({ chain })}
      />
      <Select
        label={t('column.function')}
        value={filter.function}
        options={options(t('allFunctions'), choices.functions, filter.function, withoutKind)}
        onChange={(value) => onChange({ function: value })}
      />
    </search>
  );
}
