'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { lacksSessions, wantedSessions } from '#lib/domain/workload/session-count.ts';
import { HealthShape } from '../ui/health-mark.tsx';

/** Routing sessions up of those configured, for functions that run FRRouting. */
export function Sessions({
  of,
  className,
}: {
  of: Pick<FunctionRow, 'routing' | 'sessions'>;
  className?: string;
}) {
  const t = useTranslations('function.sessions');
  if (!of.routing) return null;
  const { sessions } = of;
  const health = !sessions ? 'unknown' : lacksSessions(sessions) ? 'degraded' : 'ok';
  return (
    <span
      title={sessions?.incomplete && t('incompleteWhy')}
      className={clsx('inline-flex items-center gap-1 whitespace-nowrap text-xs', className)}
    >
      <HealthShape health={health} />
      {sessions
        ? t('count', { established: sessions.established, configured: wantedSessions(sessions) })
        : t('unread')}
    </span>
  );
}
