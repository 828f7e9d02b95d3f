'use client';
import { useTranslations } from 'use-intl';
import type { PodDetail } from '#lib/contracts/pods.ts';
import { EvictButton } from '../action/evict-button.tsx';
import { ReasonList } from '../health/reason-list.tsx';
import { SessionCauses } from '../health/session-causes.tsx';
import { visible } from '../pod-figure/text.ts';
import { PodAge, PodRestarts } from '../pods/pod-cells.tsx';
import { HealthBadge } from '../ui/health-mark.tsx';
import { KeyValue, KeyValues } from '../ui/key-values.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { TextLink } from '../ui/text-link.tsx';

/** Where a pod's page is: among the pods, in a namespace. */
export function PodPlace({ namespace }: { namespace: string }) {
  const t = useTranslations('pod');
  const p = useTranslations('pods');
  return (
    <nav aria-label={t('breadcrumb')}>
      <TextLink href="/pods">{p('title')}</TextLink> /{' '}
      <TextLink href={`/pods?namespace=${encodeURIComponent(namespace)}`} className="font-mono text-xs">
        {visible(namespace)}
      </TextLink>
    </nav>
  );
}

/** What the pod is and how it is, in kubectl's words, and why it is not well. */
export function PodHead({ pod, gone }: { pod: PodDetail; gone: boolean }) {
  const t = useTranslations('pod');
  const p = useTranslations('pods');
  const ref = pod.function;
  return (
    <>
      <PageHead
        above={<PodPlace namespace={pod.namespace} />}
        title={visible(pod.name)}
        beside={<HealthBadge health={pod.health} />}
        actions={<EvictButton pod={pod} gone={gone} />}
      />
      <KeyValues className="mb-4">
        <KeyValue label={p('column.ready')} mono>
          {pod.ready}
        </KeyValue>
        <KeyValue label={p('column.status')} mono>
          {visible(pod.status)}
        </KeyValue>
        <KeyValue label={p('column.restarts')} mono>
          <PodRestarts restartCount={pod.restartCount} lastRestartAt={pod.lastRestartAt} />
        </KeyValue>
        <KeyValue label={p('column.age')} mono>
          <PodAge createdAt={pod.createdAt} />
        </KeyValue>
        <KeyValue label={p('column.ip')} mono>
          {pod.podIP ?? '–'}
        </KeyValue>
        <KeyValue label={p('column.node')} mono>
          {pod.node === null ? '–' : visible(pod.node)}
        </KeyValue>
        {ref && (
          <KeyValue label={p('column.function')} mono>
            <TextLink
              href={`/functions/${encodeURIComponent(ref.namespace)}/${ref.kind}/${encodeURIComponent(ref.name)}`}
            >
              {visible(ref.name)}
            </TextLink>
          </KeyValue>
        )}
        {pod.chain !== null && (
          <KeyValue label={p('column.chain')} mono>
            <TextLink href={`/chains/${encodeURIComponent(pod.namespace)}/${encodeURIComponent(pod.chain)}`}>
              {visible(pod.chain)}
            </TextLink>
          </KeyValue>
        )}
        {pod.version !== null && (
          <KeyValue label={p('column.version')} mono>
            {visible(pod.version)}
          </KeyValue>
        )}
      </KeyValues>
      {pod.reasons.length > 0 && (
        <section
          aria-label={t('reasons')}
          className="mb-4 max-w-4xl rounded-md border border-line bg-surface p-3"
        >
          <ReasonList reasons={pod.reasons} limit={6} />
          <SessionCauses pods={[`${pod.namespace}/${pod.name}`]} />
        </section>
      )}
    </>
  );
}
