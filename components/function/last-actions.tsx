'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RecordedAction } from '#lib/contracts/acting.ts';
import { undoOfRecord } from '#lib/domain/action/undo-of-record.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { useWhyNot } from '../action/action-bar.tsx';
import { ActionSheet } from '../action/action-sheet.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { useWords } from '../action/use-words.ts';
import { ActionLine } from '../activity/action-line.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { functionKey } from './paths.ts';

const most = 6;

/** What was last done to a function through the console. */
export function LastActions({ of, actions }: { of: FunctionDetail; actions: readonly RecordedAction[] }) {
  const t = useTranslations('activity');
  // Somebody may have changed it by other means: that leaves a revision.
  const newest = of.revisions.find(({ current }) => current);
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
        <div className="space-y-1 p-3 text-sm text-muted">
          <p>{t('noneYet')}</p>
          {newest && (
            <p>
              {t('newestRevision', { revision: newest.revision })} <RelativeTime at={newest.createdAt} />
            </p>
          )}
        </div>
      ) : (
        <ol className="divide-y divide-line">
          {actions.slice(0, most).map((action, index) => (
            <li key={action.id}>
              <ActionLine of={action} />
              {index === 0 && <UndoLast of={of} last={action} />}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** Takes back what was done last, once its sheet is closed: by a sheet of its own, which says what that would do. */
function UndoLast({ of, last }: { of: FunctionDetail; last: RecordedAction }) {
  const t = useTranslations('act');
  const words = useWords();
  const whyNot = useWhyNot(of);
  const [asked, setAsked] = useState(false);
  const undo = last.outcome?.state === 'done' ? undoOfRecord(last) : null;
  if (undo === null) return null;
  return (
    <div className="px-3 pb-2 pl-[7.25rem]">
      <RuleButton size="sm" why={whyNot(undo)} onClick={() => setAsked(true)}>
        {t('undo', { what: words(undo, of.name) })}
      </RuleButton>
      {asked && <ActionSheet target={of} request={undo} onClose={() => setAsked(false)} />}
    </div>
  );
}
