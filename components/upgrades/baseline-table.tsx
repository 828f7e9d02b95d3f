'use client';
import { useTranslations } from 'use-intl';
import type { RunView } from '#lib/contracts/runs.ts';
import { visible } from '../pod-figure/text.ts';
import { ClockTime } from '../ui/time.tsx';

/** What was so before, and is asked for again after each pod. */
export function BaselineTable({ of }: { of: NonNullable<RunView['baseline']> }) {
  const t = useTranslations('upgrades');
  return (
    <details className="rounded-md border border-line bg-surface">
      <summary className="px-3 py-2 text-sm font-semibold">
        {t('baseline')} <ClockTime at={of.at} className="ml-1 text-xs font-normal text-muted" />
      </summary>
      <ul className="space-y-2 border-t border-line p-3 text-xs">
        {of.pods.map((pod) => (
          <li key={pod.pod}>
            <p className="font-mono font-semibold">{visible(pod.pod)}</p>
            <p className="text-muted">
              {t('baselinePod', { interfaces: pod.interfaces.join(', ') || '–', restarts: pod.restarts })}
            </p>
            <ul className="font-mono">
              {pod.sessions.map((session) => (
                <li key={session.key}>
                  {visible(session.key)}
                  {session.prefixes !== null && (
                    <span className="ml-2 text-muted">{t('prefixes', { count: session.prefixes })}</span>
                  )}
                </li>
              ))}
              {pod.more > 0 && <li className="text-muted">{t('moreSessions', { count: pod.more })}</li>}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
