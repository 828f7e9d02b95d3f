'use client';
import { useState } from 'react';
import useSWR from 'swr';
import { useLocale, useTranslations } from 'use-intl';
import { FaultError, fetchJson, sendJson } from '#lib/client/fetcher.ts';
import { useCluster } from '#lib/client/use-freshness.ts';
import type { Scenario } from '#lib/contracts/lab.ts';
import { Select } from '../ui/select.tsx';

/** Says plainly that nothing here is real, and lets one choose what is played. Nothing on a real cluster. */
export function SimulatedBanner() {
  const cluster = useCluster();
  return cluster?.simulated ? <Banner scenario={cluster.scenario} /> : null;
}

function Banner({ scenario }: { scenario: string | null }) {
  const t = useTranslations('shell.simulated');
  const locale = useLocale();
  const { data } = useSWR('/api/v1/lab/scenarios', fetchJson<{ items: Scenario[] }>, {
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const changing = chosen !== null && chosen !== scenario;

  async function choose(name: string): Promise<void> {
    setChosen(name);
    setFailure(null);
    try {
      await sendJson('PUT', '/api/v1/lab/scenario', { name });
    } catch (error) {
      setChosen(null);
      setFailure((error instanceof FaultError && error.fault.detail) || t('noAnswer'));
    }
  }

  return (
    <aside
      aria-label={t('text')}
      className="flex min-h-10.25 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sunken px-4 py-1 text-xs text-muted"
    >
      <span className="inline-flex items-center gap-2 font-medium text-text">
        <span
          aria-hidden="true"
          className="h-3 w-5 bg-[repeating-linear-gradient(135deg,currentColor_0_2px,transparent_2px_5px)] opacity-60"
        />
        {t('text')}
      </span>
      {data && (
        <Select
          label={t('scenario')}
          showLabel
          value={chosen ?? scenario ?? ''}
          disabled={changing}
          onChange={(name) => void choose(name)}
          options={[
            // Whose cluster does not say: without it the first would stand there, as if somebody had chosen it.
            ...((chosen ?? scenario) ? [] : [{ value: '', label: '–' }]),
            ...data.items.map((item) => ({ value: item.name, label: item.title[locale] })),
          ]}
        />
      )}
      <span role="status">{changing ? t('changing') : failure && t('failed', { detail: failure })}</span>
    </aside>
  );
}
