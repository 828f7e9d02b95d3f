'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { kindsBehind, missingWatches, useFreshness } from '#lib/client/use-freshness.ts';
import type { WatchedKind } from '#lib/domain/cluster/freshness.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { FaultPanel } from './fault-panel.tsx';
import { WatchReason } from './watch-reason.tsx';

interface Props {
  /** Whether the topic's first snapshot is there. */
  loaded: boolean;
  /** Whether there is nothing to show. */
  empty: boolean;
  /** The kinds that this page cannot do without. */
  kinds: readonly WatchedKind[];
  /** Grey bars in the form of what comes. */
  skeleton?: ReactNode;
  /** What to say when the cluster really has none. */
  whenEmpty: ReactNode;
  children: ReactNode;
}

/**
 * Shows the rows, or why there are none: still loading, unreachable, not signed in, not allowed (with the right that is
 * missing), not served, or really empty. An empty page never leaves its reader to guess.
 */
export function Awaiting({ loaded, empty, kinds, skeleton, whenEmpty, children }: Props) {
  const freshness = useFreshness();
  const t = useTranslations('state');
  if (loaded && !empty) return children;

  if (!loaded && freshness.fault) return <FaultPanel fault={freshness.fault} />;
  if (freshness.state !== 'live' && freshness.cause === 'cluster' && freshness.reason) {
    return (
      <StatePanel health="down" title={t('unreachable.title')}>
        <p>{t('unreachable.body')}</p>
        <p className="font-mono text-xs">{freshness.reason}</p>
      </StatePanel>
    );
  }
  // Of other kinds than these it is no news here once the first lists are there.
  const own = kindsBehind(freshness.watches).some((kind) => kinds.includes(kind));
  if (freshness.cause === 'kinds' && freshness.reason && (own || freshness.state === 'connecting')) {
    return (
      <StatePanel health="unknown" title={t('behind.title')}>
        <p>{t('behind.body')}</p>
        <p className="font-mono text-xs">{freshness.reason}</p>
      </StatePanel>
    );
  }
  if (!loaded || freshness.state === 'connecting') return skeleton ?? <Skeleton rows={10} />;

  const missing = kinds.flatMap((kind) => missingWatches(freshness.watches, kind));
  if (missing.length > 0) {
    return missing
      .slice(0, 3)
      .map((watch) => <WatchReason key={`${watch.kind}/${watch.namespace ?? ''}`} watch={watch} />);
  }
  return whenEmpty;
}
