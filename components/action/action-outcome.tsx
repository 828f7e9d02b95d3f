'use client';
import { useEffect, useRef } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { fetchJson } from '#lib/client/fetcher.ts';
import { useRow } from '#lib/client/use-topic.ts';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ActionRequest, ActionTarget } from '#lib/domain/action/action.ts';
import type { ActionProgress } from '#lib/domain/action/progress.ts';
import type { Health } from '#lib/domain/health.ts';
import { ReadyCount } from '../function/ready-count.tsx';
import { Versions } from '../function/versions.tsx';
import { ReasonList } from '../health/reason-list.tsx';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import type { ProgressAnswer } from './api.ts';
import { UndoButton } from './undo-button.tsx';
import { useWords } from './use-words.ts';

const healthOf = {
  running: 'progressing',
  settled: 'ok',
  failed: 'down',
  refused: 'down',
  superseded: 'unknown',
  'not-done': 'degraded',
  unknown: 'unknown',
} as const satisfies Record<ActionProgress['state'], Health>;

/** Milliseconds between two looks at how far it is. */
const interval = 1_000;

/** What is known of an action that was sent: the answer to it, or the preview where none came. */
export type Acted = Pick<ActionAnswer, 'id' | 'action' | 'name' | 'summary' | 'from' | 'to' | 'undo'>;

/** States in which there is something to take back. */
const undoable = new Set<ActionProgress['state']>(['running', 'settled', 'failed']);
/** States that may still change. */
const open = new Set<ActionProgress['state']>(['running', 'failed', 'unknown']);

/** How far an action is, until it is settled or failed; then what takes it back. */
export function ActionOutcome(props: {
  target: ActionTarget;
  answer: Acted;
  /** It was sent, and no answer came. */
  unanswered: boolean;
  /** The undo has something to be decided first. */
  onUndo: (undo: ActionRequest) => void;
  onUndone: (acted: Acted) => void;
  onBack: () => void;
  onClose: () => void;
}) {
  const { answer, target } = props;
  const t = useTranslations('act');
  const states = useTranslations('action.progress');
  const words = useWords();
  const title = useRef<HTMLParagraphElement>(null);
  const { row } = useRow(`function:${target.namespace}/${target.kind}/${target.name}`);
  const { data, error } = useSWR<ProgressAnswer, unknown>(
    answer.id && `/api/v1/actions/${encodeURIComponent(answer.id)}`,
    fetchJson,
    {
      // A failed one may still recover by itself.
      refreshInterval: (latest) => (latest === undefined || open.has(latest.state) ? interval : 0),
      shouldRetryOnError: true,
      errorRetryInterval: 3 * interval,
      dedupingInterval: 0,
    },
  );
  // The button that was pressed is gone: the focus goes to what came of it.
  useEffect(() => title.current?.focus(), []);
  const state = data?.state ?? (props.unanswered ? 'unknown' : 'running');
  const undo = answer.undo;
  const request = requestOf(answer);
  return (
    <div className="space-y-4">
      <div className={`space-y-1 rounded-md border p-3 ${healthPanel(healthOf[state])}`}>
        <p
          ref={title}
          tabIndex={-1}
          role="status"
          className="flex items-center gap-2 text-lg font-semibold outline-none"
        >
          <HealthShape health={healthOf[state]} />
          <span>
            {request ? words(request, target.name, ends(answer)) : answer.summary}: {states(state)}
          </span>
        </p>
        {data?.message && <p className="text-sm [overflow-wrap:anywhere]">{visible(data.message)}</p>}
        {error !== undefined && <p className="text-sm">{t('noProgress')}</p>}
      </div>
      {row && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
          <Versions of={row} />
          <span>
            <ReadyCount ready={row.ready} desired={row.desired} /> {t('ready')}
          </span>
        </div>
      )}
      {data && data.pods.length > 0 && (
        <ul className="space-y-2">
          {data.pods.map((pod) => (
            <li key={pod.name}>
              <p className="font-mono text-xs [overflow-wrap:anywhere]">{visible(pod.name)}</p>
              <ReasonList reasons={pod.reasons} limit={3} />
            </li>
          ))}
        </ul>
      )}
      {state === 'running' && <p className="text-sm text-muted">{t('goesOn')}</p>}
      {state === 'unknown' && props.unanswered && (
        <p className="text-sm text-muted">{t('unknown.looking')}</p>
      )}
      {state === 'not-done' && <p className="text-sm text-muted">{t('unknown.notDone')}</p>}
      <footer className="flex flex-wrap justify-end gap-2 border-t border-line pt-3">
        {state === 'not-done' && <Button onClick={props.onBack}>{t('unknown.back')}</Button>}
        {undo && undoable.has(state) && (
          <UndoButton
            target={target}
            of={answer.id}
            state={state}
            request={undo}
            what={words(undo, target.name, { from: answer.to ?? none, to: answer.from ?? none })}
            onDone={props.onUndone}
            onAsk={props.onUndo}
          />
        )}
        <Button onClick={props.onClose}>{t('close')}</Button>
      </footer>
    </div>
  );
}

const none = { replicas: null, revision: null, paused: null, bounds: null };
const ends = ({ from, to }: Acted) => ({ from: from ?? none, to: to ?? none });

/** The action that an answer is about. */
function requestOf({ action, to, name }: Acted): ActionRequest | null {
  switch (action) {
    case 'scale':
      return to?.replicas == null ? null : { action, replicas: to.replicas };
    case 'evict':
      return { action, pod: name };
    case 'setAutoscalerBounds':
      return to?.bounds ? { action, ...to.bounds } : null;
    case 'restart':
    case 'rollback':
    case 'pause':
    case 'resume':
      return { action };
    default:
      return null;
  }
}
