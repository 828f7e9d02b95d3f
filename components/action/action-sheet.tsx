'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ActionRequest, ActionTarget } from '#lib/domain/action/action.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ActionForm } from './action-form.tsx';
import { type Acted, ActionOutcome } from './action-outcome.tsx';

/** The sheet that every action opens: first what will happen, then what happens. */
export function ActionSheet(props: {
  target: ActionTarget;
  request: ActionRequest;
  /** Of the pod that the page shows, for its eviction. */
  podUid?: string;
  onClose: () => void;
}) {
  const { namespace, kind, name } = props.target;
  const names = useTranslations('action.name');
  const [request, setRequest] = useState(props.request);
  const [done, setDone] = useState<(Acted & { unanswered: boolean }) | null>(null);
  const [returned, setReturned] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  // The button that led back here is gone; when the sheet opens, the dialog sees to the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another request has another first field
  useEffect(() => {
    if (returned && done === null) first.current?.focus();
  }, [returned, done, request]);
  const subject = request.action === 'evict' ? request.pod : name;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={`${names(request.action)}: ${subject}`}
      className="top-[6vh] max-h-[88vh] w-[min(44rem,calc(100vw-1rem))]"
      initialFocus={first}
    >
      {done ? (
        <ActionOutcome
          key={done.id}
          target={{ namespace, kind, name }}
          answer={done}
          unanswered={done.unanswered}
          onBack={() => {
            setDone(null);
            setReturned(true);
          }}
          onUndo={(undo) => {
            setRequest(undo);
            setDone(null);
            setReturned(true);
          }}
          onUndone={(acted) => setDone({ ...acted, unanswered: false })}
          onClose={props.onClose}
        />
      ) : (
        <ActionForm
          target={{ namespace, kind, name }}
          request={request}
          first={first}
          {...(props.podUid !== undefined && { podUid: props.podUid })}
          onDone={(acted, unanswered) => setDone({ ...acted, unanswered })}
          onInstead={(instead) => {
            setRequest(instead);
            setReturned(true);
          }}
          onCancel={props.onClose}
        />
      )}
    </Dialog>
  );
}
