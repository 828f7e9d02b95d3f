'use client';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { type FaultError, fetchJson } from '#lib/client/fetcher.ts';
import type { FunctionRef } from '#lib/domain/pod/pod-view.ts';
import { configPath, functionKey } from '../function/paths.ts';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import type { ConfigList } from './api.ts';
import { DriftMark, DriftSample } from './drift-state.tsx';

/** The configurations of some functions of a namespace, and whether the routers run what they say. Nothing without any. */
export function ConfigsOf({ namespace, functions }: { namespace: string; functions: FunctionRef[] }) {
  const t = useTranslations('config.list');
  const { data } = useSWR<ConfigList, FaultError>(
    `/api/v1/configs?namespace=${encodeURIComponent(namespace)}`,
    fetchJson,
    { refreshInterval: 10_000, keepPreviousData: true },
  );
  const keys = new Set(functions.map(functionKey));
  const found = (data?.items ?? []).filter(({ usedBy }) => usedBy.some((one) => keys.has(functionKey(one))));
  if (found.length === 0) return null;
  return (
    <Panel title={t('label')} flush>
      <ul>
        {found.map((one) => (
          <li
            key={one.name}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-2 text-xs last:border-b-0"
          >
            <TextLink
              href={configPath(one)}
              className="font-mono text-sm font-semibold [overflow-wrap:anywhere]"
            >
              {one.name}
            </TextLink>
            <DriftMark drift={one.drift} />
            <DriftSample drift={one.drift} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
