'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { RunBrief } from '#lib/domain/run/run-row.ts';
import { wantedSessions } from '#lib/domain/workload/session-count.ts';

/** What a change does, in a frame: a word, so that no colour is needed. */
export function WallBadge({ children }: { children: ReactNode }) {
  return (
    <b className="shrink-0 whitespace-nowrap border-2 border-current px-[0.25em] leading-[1.15]">
      {children}
    </b>
  );
}

/** The run that has a function now: what it does and how many pods it is through, or that it is held. */
export function RunMark({ of: { kind, hold, direction, done, total } }: { of: RunBrief }) {
  const t = useTranslations('wall.run');
  const word = t(hold ? 'held' : direction === 'back' ? 'back' : kind);
  return <WallBadge>{total > 0 ? `${word} ${done}/${total}` : word}</WallBadge>;
}

/** Routing sessions that are up, of those that should be. */
export function SessionCount(props: {
  established: number;
  configured: number;
  incomplete?: true;
  className?: string;
}) {
  const t = useTranslations('wall');
  return (
    <span className={props.className} title={t('sessions')}>
      <span aria-hidden="true">⇄ </span>
      <span className="sr-only">{t('sessions')} </span>
      <b className="font-mono">
        {props.established}/{wantedSessions(props)}
      </b>
    </span>
  );
}
