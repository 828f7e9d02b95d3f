'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ActionRequest, ActionTarget } from '#lib/domain/action/action.ts';
import { Button } from '../ui/button.tsx';
import { actionCall, type PreviewAnswer } from './api.ts';
import { newKey, useActing } from './use-acting.ts';
import { usePreview } from './use-preview.ts';

/**
 * Takes an action back: at once where its preview has nothing against it, else by the sheet's own way, which tells what speaks
 * against it.
 */
export function UndoButton(props: {
  target: ActionTarget;
  /** The id of the action that is taken back. */
  of: string | null;
  request: ActionRequest;
  /** How far that one is: what speaks against an undo may do so only while it is under way. */
  state: string;
  /** What it does, in words. */
  what: string;
  onDone: (answer: ActionAnswer) => void;
  onAsk: (request: ActionRequest) => void;
}) {
  const { target, request, what, onAsk } = props;
  const t = useTranslations('act');
  const [opened] = useState(newKey);
  const preview = usePreview(target, request, `${opened} ${props.state}`);
  const { send, fault } = useActing(props.onDone);
  // What was seen is no longer so: the person decides, on what is so now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (fault !== null) onAsk(request);
  }, [fault]);
  const ready = preview.current && preview.data !== null && isHarmless(preview.data) ? preview.data : null;
  if (ready === null) return <Button onClick={() => onAsk(request)}>{t('undo', { what })}</Button>;
  const reason = t('undoReason', { id: props.of?.slice(0, 8) ?? '–' });
  const { path, body } = actionCall(ready, { reason, confirm: '', overrideFreeze: false });
  return <Button onClick={() => void send(path, body)}>{t('undoNow', { what })}</Button>;
}

const isHarmless = ({ refused, missing, freeze, confirm, warnings, dryRun }: PreviewAnswer): boolean =>
  refused === null &&
  missing.length === 0 &&
  freeze === null &&
  confirm === null &&
  warnings.length === 0 &&
  dryRun?.ok !== false;
