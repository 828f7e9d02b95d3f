'use client';
import { useTranslations } from 'use-intl';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { byTrouble } from '../chain/chain-order.ts';
import { functionKey, functionPath } from '../function/paths.ts';
import { ReadyCount } from '../function/ready-count.tsx';
import { ReasonList } from '../health/reason-list.tsx';
import { HealthMark } from '../ui/health-mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';

const most = 6;

/** What is in trouble and no network function: a CNI's DaemonSet, a database beside the functions. The verdict does not count it. */
export function OtherWorkloads({ of }: { of: readonly FunctionRow[] }) {
  const t = useTranslations('home');
  const common = useTranslations('common');
  if (of.length === 0) return null;
  return (
    <Panel title={t('otherWorkloads', { count: of.length })} flush>
      <ul>
        {[...of]
          .sort(byTrouble)
          .slice(0, most)
          .map((one) => (
            <li
              key={functionKey(one)}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 text-sm last:border-b-0"
            >
              <span className="flex min-w-0 items-center gap-2">
                <HealthMark health={one.health} />
                <TextLink href={functionPath(one)} className="truncate font-semibold text-text">
                  {one.name}
                </TextLink>
                <span className="truncate font-mono text-xs text-muted">{one.namespace}</span>
              </span>
              <ReadyCount ready={one.ready} desired={one.desired} className="text-muted" />
              <ReasonList reasons={one.reasons} limit={1} short moreHref={functionPath(one)} />
            </li>
          ))}
        {of.length > most && (
          <li className="px-3 py-1.5 text-sm text-muted">{common('more', { count: of.length - most })}</li>
        )}
      </ul>
    </Panel>
  );
}
