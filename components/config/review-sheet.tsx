'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ConfigApplied, EditConflict } from '#lib/contracts/config-acts.ts';
import type { Config } from '#lib/contracts/configs.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { RolloutAnswer } from './api.ts';
import { ApplyForm, type Wanted } from './apply-form.tsx';
import { RolloutForm } from './rollout-form.tsx';
import { RolloutProgress } from './rollout-progress.tsx';

type Stage =
  | { step: 'apply' }
  | { step: 'rollout'; applied: ConfigApplied | null }
  | { step: 'progress'; rollout: RolloutAnswer };

/** The sheet from a text to routers that run it: what changes, applied, rolled out, proven. */
export function ReviewSheet(props: {
  of: Config;
  /** What is to be applied; null where the present text is only rolled out. */
  wanted: Wanted | null;
  stale: boolean;
  onApplied: (answer: ConfigApplied) => void;
  onConflict: (conflict: EditConflict) => void;
  onCompared: () => void;
  onClose: () => void;
}) {
  const { of, wanted } = props;
  const t = useTranslations('config.sheet');
  const [stage, setStage] = useState<Stage>(wanted ? { step: 'apply' } : { step: 'rollout', applied: null });
  const step = stage.step;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={`${t(step)}: ${of.name}`}
      className="top-[4vh] max-h-[92vh] w-[min(64rem,calc(100vw-1rem))]"
    >
      {stage.step === 'apply' && wanted && (
        <ApplyForm
          of={of}
          wanted={wanted}
          stale={props.stale}
          onConflict={props.onConflict}
          onCancel={props.onClose}
          onApplied={(answer) => {
            props.onApplied(answer);
            setStage({ step: 'rollout', applied: answer });
          }}
        />
      )}
      {stage.step === 'rollout' && (
        <RolloutForm
          of={of}
          applied={stage.applied}
          stale={props.stale}
          onClose={props.onClose}
          onStarted={(rollout) => setStage({ step: 'progress', rollout })}
        />
      )}
      {stage.step === 'progress' && (
        <RolloutProgress of={of} rollout={stage.rollout} onEnded={props.onCompared} onClose={props.onClose} />
      )}
    </Dialog>
  );
}
