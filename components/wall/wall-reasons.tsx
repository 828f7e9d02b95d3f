'use client';
import { useTranslations } from 'use-intl';
import type { Reason } from '#lib/domain/health.ts';
import { groupedReasons } from '#lib/domain/reason-order.ts';
import { useReasonWords } from '../health/use-reason-words.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { SinceTime } from '../ui/time.tsx';
import { shortSubject } from './short-subject.ts';

/** The worst reasons, a line for each kind; how many more there are stands behind the last. */
export function WallReasons(props: { reasons: readonly Reason[]; limit: number; short: boolean }) {
  const t = useTranslations('reason');
  const words = useReasonWords();
  const common = useTranslations('common');
  const groups = groupedReasons(props.reasons);
  const shown = groups.slice(0, props.limit);
  const more = groups.length - shown.length;
  return (
    <ul className="shrink-0">
      {shown.map(({ reason, count }, index) => (
        <li key={reason.code} className="flex items-center gap-[0.4em]">
          {!props.short && <HealthShape health={reason.health === 'ok' ? 'note' : reason.health} />}
          <span className="shrink-0 font-semibold">
            {t(reason.code)}
            {count > 1 && ` ×${count}`}
          </span>
          <span className="min-w-0 truncate font-mono">
            {reason.subject === undefined ? '' : shortSubject(reason.subject)}
            {!props.short && words(reason) ? ` – ${words(reason)}` : ''}
          </span>
          {!props.short && reason.since && (
            <SinceTime
              of={{ since: reason.since, orEarlier: reason.orEarlier === true }}
              className="ml-auto whitespace-nowrap"
            />
          )}
          {more > 0 && index === shown.length - 1 && (
            <span className="ml-auto whitespace-nowrap pl-[0.4em]">{common('more', { count: more })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
