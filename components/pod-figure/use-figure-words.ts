'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useReasonWords } from '../health/use-reason-words.ts';
import type { FigureWords } from './words.ts';

/** The figures' words in the reader's language. */
export function useFigureWords(): FigureWords {
  const t = useTranslations('pod.figure');
  const r = useTranslations('reason');
  const words = useReasonWords();
  return useMemo(
    () => ({
      pod: 'Pod',
      node: 'Node',
      noNode: t('noNode'),
      podNetwork: 'Pod network',
      unknownNetwork: t('unknownNetwork'),
      unknownKind: t('unknownKind'),
      defaultRoute: t('defaultRoute'),
      notReported: t('notReported'),
      notRequested: t('notRequested'),
      noAddress: t('noAddress'),
      more: (count) => t('more', { count }),
      reason: (reason) => [r(reason.code), words(reason)].filter(Boolean).join(': '),
      podNetworkKind: ({ cni, encapsulation }) =>
        cni === 'unknown' && encapsulation === 'unknown'
          ? t('unknownPodNetwork')
          : `${cni === 'unknown' ? t('unknownPodNetwork') : t(`cni.${cni}`)} · ${t(`encapsulation.${encapsulation}`)}`,
      outside: t('outside'),
      inCluster: t('inCluster'),
      kind: {
        ingress: 'Ingress',
        'load-balancer': 'LoadBalancer',
        'node-port': 'NodePort',
        'external-ip': t('externalIP'),
        'cluster-ip': 'ClusterIP',
        headless: 'Headless Service',
      },
      ready: (ready, total) => t('ready', { ready, total }),
      podNotReady: t('podNotReady'),
      noWayIn: t('noWayIn'),
      pending: t('pending'),
      dnat: 'DNAT',
      proxied: t('proxied'),
      noNat: t('noNat'),
      snat: 'SNAT',
      direct: t('direct'),
      hostNetwork: t('hostNetwork'),
      addressUnknown: t('addressUnknown'),
      assumed: t('assumed'),
    }),
    [t, r, words],
  );
}
