'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Config } from '#lib/contracts/configs.ts';
import type { Health } from '#lib/domain/health.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { RelativeTime } from '../ui/time.tsx';
import type { Edit } from './use-edit.ts';

/** What has to be known before one types on: no right, immutable, deleted, changed by somebody else, a draft. */
export function EditNotices(props: {
  of: Config;
  edit: Edit;
  gone: boolean;
  moved: boolean;
  missing: string | null;
  unknown: boolean;
  restoring: number | null;
  onMerge: () => void;
  onTakeDrafts: () => void;
}) {
  const { of, edit } = props;
  const t = useTranslations('config.notice');
  const [draft] = [...edit.offered.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
  const typed = Object.entries(edit.changed);
  return (
    <>
      {props.gone && (
        <Notice health="down" title={t('gone')}>
          {t('goneBody')}{' '}
          {typed.map(([key, text]) => (
            <CopyButton key={key} text={text} what={key} />
          ))}
        </Notice>
      )}
      {of.immutable && (
        <Notice health="unknown" title={t('immutable')}>
          {t('immutableBody')}
        </Notice>
      )}
      {!of.immutable && props.missing !== null && (
        <Notice health="unknown" title={t('readOnly')}>
          {t('readOnlyBody')}{' '}
          <code className="font-mono text-xs [overflow-wrap:anywhere]">{props.missing}</code>
        </Notice>
      )}
      {!of.immutable && props.missing === null && props.unknown && (
        <Notice health="unknown" title={t('rightsUnknown')}>
          {t('rightsUnknownBody')}
        </Notice>
      )}
      {props.moved && (
        <Notice
          health="degraded"
          title={t('moved')}
          action={<Button onClick={props.onMerge}>{t('merge')}</Button>}
        >
          {t('movedBody')}
        </Notice>
      )}
      {draft && !props.moved && (
        <Notice
          health="progressing"
          title={t('draft')}
          action={
            <>
              <Button onClick={props.onTakeDrafts}>{t('takeDraft')}</Button>
              <Button onClick={edit.dropOffered}>{t('dropDraft')}</Button>
            </>
          }
        >
          {t('draftBody', { keys: [...edit.offered.keys()].join(', ') })} <RelativeTime at={draft.at} />
        </Notice>
      )}
      {edit.restored !== null && typed.length > 0 && (
        <Notice health="progressing" title={t('restored')}>
          {t('restoredBody')} <RelativeTime at={edit.restored} />
        </Notice>
      )}
      {props.restoring !== null && (
        <Notice health="progressing" title={t('restoring', { revision: props.restoring })}>
          {t('restoringBody')}
        </Notice>
      )}
    </>
  );
}

function Notice(props: { health: Health; title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div
      role="status"
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border px-3 py-2 text-sm ${healthPanel(props.health)}`}
    >
      <HealthShape health={props.health} />
      <p className="min-w-0 flex-1">
        <span className="font-semibold">{props.title}</span> {props.children}
      </p>
      {props.action}
    </div>
  );
}
