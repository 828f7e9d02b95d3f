'use client';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { type FaultError, fetchText } from '#lib/client/fetcher.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { FaultPanel } from '../state/fault-panel.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** The object as YAML, as the API server holds it; read anew whenever its resourceVersion changes. */
export function Manifest({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function.manifest');
  const path = `/api/v1/functions/${encodeURIComponent(of.namespace)}/${of.kind}/${encodeURIComponent(of.name)}/manifest`;
  const { data, error, mutate } = useSWR<string, FaultError, [string, string]>(
    [path, of.resourceVersion],
    ([address]) => fetchText(address),
    { revalidateOnFocus: false, keepPreviousData: true },
  );
  if (error) return <FaultPanel fault={error.fault} retry={() => void mutate()} />;
  if (data === undefined) return <Skeleton rows={14} height="h-4" />;
  return <CodeBlock text={data} label={t('label')} />;
}
