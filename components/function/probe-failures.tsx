'use client';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import { foldEvents } from '#lib/domain/event/fold-events.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { visible } from '../pod-figure/text.ts';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { functionKey, podPath } from './paths.ts';

const most = 2;

/**
 * What the kubelet's probes of its pods answered last: a pod's own status says no more than that it is not ready.
 * Source: pkg/kubelet/prober/prober.go, the reason `Unhealthy`.
 */
export function ProbeFailures({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function');
  const key = functionKey(of);
  const pods = useRows('pods').rows;
  // Of a pod that is well again, or gone, it is no news.
  const isUnwell = (name: string) => (pods.get(`${of.namespace}/${name}`)?.health ?? 'ok') !== 'ok';
  const events = useRows('events').list.filter(
    (event) => event.reason === 'Unhealthy' && event.function === key && isUnwell(event.object.name),
  );
  if (events.length === 0) return null;
  return (
    <figure className="mt-2 space-y-1 text-xs">
      <figcaption className="text-muted">{t('probes')}</figcaption>
      <ul className="space-y-0.5">
        {foldEvents(events)
          .slice(0, most)
          .map(({ key: id, object, message, count, at }) => (
            <li key={id} className="font-mono [overflow-wrap:anywhere]">
              <TextLink href={podPath({ namespace: of.namespace, name: object.name })}>
                {visible(object.name)}
              </TextLink>{' '}
              {visible(message)}{' '}
              <span className="whitespace-nowrap font-sans text-muted">
                ×{count} <RelativeTime at={at} />
              </span>
            </li>
          ))}
      </ul>
    </figure>
  );
}
