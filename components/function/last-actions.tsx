'use client';
import { useTranslations } from 'use-intl';
import type { RecordedAction } from '#lib/contracts/acting.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { ActionLine } from '../activity/action-line.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { functionKey } from './paths.ts';

const most = 6;

/** What was last done to a function through the console. */
export function LastActions({ of, actions }: { of: FunctionDetail; actions: readonly RecordedAction[] }) {
  const t = useTranslations('activity');
  const all = new URLSearchParams({ type: 'action', function: functionKey(of) });
  return (
    <Panel
      title={t('last')}
      flush
      aside={
        actions.length > most && (
          <TextLink href={`/activity?${all}`} className="text-sm">
            {t('allActions')}
          </TextLink>
        )
      }
    >
      {actions.length === 0 ? (
        <p className="p-3 text-sm text-muted">{t('noneYet')}</p>
      ) : (
        <ol className="divide-y divide-line">
          {actions.slice(0, most).map((action) => (
            <li key={action.id}>
              <ActionLine of={action} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
