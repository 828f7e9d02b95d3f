'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { ReasonList } from '../health/reason-list.tsx';
import { Badge } from '../ui/badge.tsx';
import { HealthMark } from '../ui/health-mark.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RunChip } from '../upgrades/run-chip.tsx';
import { functionPath } from './paths.ts';
import { ReadyCount } from './ready-count.tsx';
import { Sessions } from './sessions.tsx';
import { Versions } from './versions.tsx';

const edge = {
  ok: 'border-line border-t-ok-solid',
  progressing: 'border-progressing-line border-t-progressing-solid',
  unknown: 'border-unknown-line border-t-unknown-solid',
  degraded: 'border-degraded-line border-t-degraded-solid',
  down: 'border-down-line border-t-down-solid',
};

/** A function as a unit in the rack: what it is, which version, how many of it, and what is wrong. */
export function FunctionBlock({
  of,
  large = false,
  reasons = 2,
}: {
  of: FunctionRow;
  large?: boolean;
  reasons?: number;
}) {
  const t = useTranslations('function');
  return (
    <article
      aria-label={of.component}
      className={clsx(
        'flex min-w-0 flex-1 flex-col gap-1.5 rounded-md border border-t-[3px] bg-raised',
        large ? 'p-3.5' : 'p-2.5',
        edge[of.health],
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-2">
        <TextLink
          href={functionPath(of)}
          className={clsx('break-words font-semibold text-text', large && 'text-lg')}
        >
          {of.component}
        </TextLink>
        <HealthMark health={of.health} word={of.health !== 'ok'} className="mt-0.5 text-xs font-semibold" />
      </div>
      {of.name !== of.component && (
        <div className="-mt-1.5 truncate font-mono text-xs text-muted" title={of.name}>
          {of.name}
        </div>
      )}
      <Versions of={of} large={large} />
      <RunChip of={of.upgrade} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        <span>
          <ReadyCount ready={of.ready} desired={of.desired} />{' '}
          <span className="text-muted">{t('ready')}</span>
        </span>
        <Sessions of={of} />
        {large && <Badge>{t(`approach.${of.approach}`)}</Badge>}
      </div>
      {of.reasons.length > 0 && reasons > 0 && (
        <ReasonList
          reasons={of.reasons}
          limit={reasons}
          short
          moreHref={functionPath(of)}
          className="border-t border-line pt-1.5"
        />
      )}
    </article>
  );
}
