'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import { reasonProblem } from '#lib/domain/action/reason-text.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { useActing } from '../action/use-acting.ts';
import { useMayNot } from '../action/use-may-not.ts';
import { CheckLine } from '../config/check-line.tsx';
import { ProblemList } from '../config/problem-list.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { Panel } from '../ui/panel.tsx';
import type { Started, StartPreview, StartRequest } from './use-start-preview.ts';

/** What would be created, what the API server says to each object, and the one button that starts it. */
export function StartPreviewPanel(props: {
  request: StartRequest;
  preview: StartPreview;
  /** The form says something else by now. */
  outdated: boolean;
  onStarted: (started: Started) => void;
}) {
  const { request, preview } = props;
  const { name, namespace } = request;
  const t = useTranslations('startFrr');
  const act = useTranslations('act');
  const [reason, setReason] = useState('');
  const [overrideFreeze, setOverrideFreeze] = useState(false);
  const [despite, setDespite] = useState(false);
  const errors = preview.check.problems.filter(({ severity }) => severity === 'error').length;
  const { busy, fault, send } = useActing((answer) => props.onStarted(answer as Started));
  const why = useWhyNot({ ...props, reason, overrideFreeze, refused: errors > 0 && !despite });
  return (
    <Panel
      title={t('result.title')}
      aside={
        <Button size="sm" onClick={() => download(`${name}.yaml`, preview.yaml)}>
          {t('download')}
        </Button>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (why !== null) return;
          const extra = {
            ...(reason.trim() && { reason: reason.trim() }),
            ...(overrideFreeze && { overrideFreeze }),
            ...(despite && { unchecked: true }),
          };
          void send('/api/v1/start-frr', { ...request, ...extra });
        }}
      >
        {!preview.namespaceExists && (
          <p className="rounded-md border border-down-line bg-down-soft p-2.5 text-sm text-down">
            {t('noNamespace', { namespace })}
          </p>
        )}
        <ul className="space-y-1 text-sm" aria-label={t('result.objects')}>
          {preview.objects.map((object) => (
            <li key={object.kind} className="flex gap-2 [overflow-wrap:anywhere]">
              <HealthShape health={object.accepted ? 'ok' : 'down'} className="mt-[0.22em]" />
              <span>
                {object.kind} {object.name}:{' '}
                {object.accepted ? t('result.accepted') : t('result.refused', { why: object.refusal ?? '' })}
              </span>
            </li>
          ))}
        </ul>
        <section aria-label={t('check.title')} className="rounded-md border border-line">
          <div className="px-3 py-1.5">
            <CheckLine check={{ answer: preview.check, fault: null, current: true }} />
          </div>
          <ProblemList
            problems={preview.check.problems}
            omitted={preview.check.omitted}
            {...('text' in request.config && { onGo: ({ line }: { line: number }) => selectLine(line) })}
          />
        </section>
        <CodeBlock text={preview.yaml} label={`${name}.yaml`} />
        <TextField label={act('reason')} hint={act('reasonHint')} value={reason} onChange={setReason} />
        {(overrideFreeze || fault?.reason?.code === 'frozen') && (
          <Checkbox label={t('overrideFreeze')} checked={overrideFreeze} onChange={setOverrideFreeze} />
        )}
        {errors > 0 && (
          <Checkbox label={t('check.despite', { count: errors })} checked={despite} onChange={setDespite} />
        )}
        <div role="alert">{fault && <ActionFault fault={fault} />}</div>
        <div className="flex flex-wrap items-center justify-end gap-2">
          {why !== null && (
            <span className="mr-auto min-w-0 text-sm text-muted [overflow-wrap:anywhere]">{why}</span>
          )}
          <RuleButton type="submit" said look="primary" why={busy ? act('sending') : why}>
            {t('start', { name })}
          </RuleButton>
        </div>
      </form>
    </Panel>
  );
}

/** Why it cannot be started now, in words, or null. */
function useWhyNot(state: {
  request: StartRequest;
  preview: StartPreview;
  outdated: boolean;
  reason: string;
  overrideFreeze: boolean;
  /** Its FRR refuses the configuration, and nobody has said that it shall be started all the same. */
  refused: boolean;
}): string | null {
  const t = useTranslations('startFrr');
  const act = useTranslations('act');
  const rules = useTranslations('action.refusal');
  const { namespace } = state.request;
  const missing = useMayNot(namespace)('startFunction');
  const freshness = useFreshness();
  if (freshness.state !== 'live') return act('stale');
  if (missing !== null) return missing;
  if (!state.preview.namespaceExists) return t('noNamespace', { namespace });
  if (state.outdated) return t('outdated');
  const refused = state.preview.objects.find(({ accepted }) => !accepted);
  if (refused) return act('apiRefuses', { detail: refused.refusal ?? refused.kind });
  if (state.refused) return t('check.refused');
  if (reasonProblem(state.reason.trim()) !== null) return act('reasonProblem');
  if (state.overrideFreeze && !state.reason.trim()) return rules('reason-needed', {});
  return null;
}

/** Leads to a line of the text that was pasted. */
function selectLine(line: number): void {
  const area = document.querySelector<HTMLTextAreaElement>('textarea[name="config.text"]');
  if (!area) return;
  const before = area.value.split('\n').slice(0, Math.max(0, line - 1));
  const from = before.reduce((sum, { length }) => sum + length + 1, 0);
  const end = area.value.indexOf('\n', from);
  area.setSelectionRange(from, end < 0 ? area.value.length : end);
  area.focus();
}

/** Gives a text to the browser as a file. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
