'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ActionFault } from '../action/action-fault.tsx';
import { functionPath } from '../function/paths.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { type Draft, emptyDraft, requestOf } from './draft.ts';
import { StartForm } from './start-form.tsx';
import { StartPreviewPanel } from './start-preview.tsx';
import { type Started, useStartPreview } from './use-start-preview.ts';

/** From a form to plain manifests to a router that runs. */
export function StartPage() {
  const t = useTranslations('startFrr');
  const title = useTranslations('shell.titles')('start');
  const functions = useTranslations('shell.titles')('functions');
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [started, setStarted] = useState<Started | null>(null);
  const { shown, fault, errors, busy, ask } = useStartPreview();
  const request = requestOf(draft);
  return (
    <>
      <PageHead title={title} above={<TextLink href="/functions">{functions}</TextLink>} />
      {started ? (
        <StartedPanel started={started} kind={draft.kind} />
      ) : (
        <div className="grid gap-4 xl:grid-cols-2">
          <StartForm
            draft={draft}
            change={(part) => setDraft((before) => ({ ...before, ...part }))}
            errors={errors}
            busy={busy}
            onPreview={() => void ask(request)}
          />
          <div className="min-w-0 space-y-4" aria-live="polite">
            {fault && <ActionFault fault={fault} />}
            {shown ? (
              <StartPreviewPanel
                request={shown.request}
                preview={shown.preview}
                outdated={JSON.stringify(shown.request) !== JSON.stringify(request)}
                onStarted={setStarted}
              />
            ) : (
              <p className="text-sm text-muted">{t('result.none')}</p>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function StartedPanel({ started, kind }: { started: Started; kind: Draft['kind'] }) {
  const t = useTranslations('startFrr');
  const { namespace, name } = started;
  return (
    <Panel title={t('started.title', { name })}>
      <div className="space-y-3 text-sm">
        <p role="status">
          {t('started.created', {
            objects: started.objects.map((one) => `${one.kind} ${one.name}`).join(', '),
          })}
        </p>
        <p>
          <TextLink href={functionPath({ namespace, kind, name })}>{t('started.go', { name })}</TextLink>
        </p>
        <p className="text-muted">{t('started.takeBack')}</p>
        <CodeBlock text={started.takeBack} label={t('started.command')} />
      </div>
    </Panel>
  );
}
