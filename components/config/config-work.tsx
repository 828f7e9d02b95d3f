'use client';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sendConfig } from '#lib/client/config-acts.ts';
import { useFreshness } from '#lib/client/use-freshness.ts';
import { useSearchState } from '#lib/client/use-search-state.ts';
import type { EditConflict } from '#lib/contracts/config-acts.ts';
import type { Config } from '#lib/contracts/configs.ts';
import type { Fault } from '#lib/domain/result.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { newKey } from '../action/use-acting.ts';
import { useSheetOf } from '../action/use-sheet.ts';
import { rightText } from '../state/fault-panel.tsx';
import { Button } from '../ui/button.tsx';
import { configApi } from './api.ts';
import type { Wanted } from './apply-form.tsx';
import { EditNotices } from './edit-notices.tsx';
import { EditPart } from './edit-part.tsx';
import { MergeView } from './merge-view.tsx';
import { ReviewSheet } from './review-sheet.tsx';
import { useCheck } from './use-check.ts';
import { useEdit } from './use-edit.ts';
import { useMayEdit, useMayRollOut, useMissing } from './use-rights.ts';

/** Bytes that Kubernetes allows for a ConfigMap. Source: apimachinery, `MaxSecretSize`; checked for ConfigMaps too. */
const limit = 1_048_576;

/** Editing, and the way from a text to the routers: check, difference, apply, roll out. */
export function ConfigWork(props: {
  of: Config;
  data: Readonly<Record<string, string>>;
  gone: boolean;
  restore: { data: Record<string, string>; revision: number } | null;
  onRestored: () => void;
  onChanged: () => Promise<void>;
}) {
  const { of, data } = props;
  const t = useTranslations('config.work');
  const edit = useEdit(of, data);
  const mayEdit = useMayEdit(of);
  const mayRollOut = useMayRollOut(
    of.namespace,
    of.usedBy.map(({ kind }) => kind),
  );
  const lacks = useMissing();
  const stale = useFreshness().state !== 'live';
  const [key, setKey] = useSearchState('key', '');
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [rollsOut, setRollsOut] = useSheetOf('rollout');
  const [restoring, setRestoring] = useState<{ data: Record<string, string>; revision: number } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const all = [...Object.keys(edit.base.data), ...of.binaryKeys];
  const open = all.includes(key) ? key : (all.find((one) => one === 'frr.conf') ?? all[0] ?? '');
  const check = useCheck(of, open, edit.textOf(open));
  const changed = Object.keys(edit.changed);
  const readOnly = of.immutable || mayEdit.state !== 'allowed';

  // Earlier texts come into the editor, and go the way of every change.
  const begin = useEffectEvent((wanted: { data: Record<string, string>; revision: number }) => {
    edit.settle();
    edit.rebase({ resourceVersion: of.resourceVersion, data }, wanted.data);
    setRestoring(wanted);
    props.onRestored();
  });
  const { restore } = props;
  useEffect(() => {
    if (restore) begin(restore);
  }, [restore]);

  /** Asks the server for the merge of what was typed with what is there now; nothing is changed by it. */
  async function merge(
    texts: Record<string, string>,
    base: Record<string, string>,
    version: string,
  ): Promise<void> {
    setFault(null);
    const body = { data: texts, base, resourceVersion: version, dryRun: true };
    const outcome = await sendConfig(configApi(of), body, newKey());
    if (outcome.state === 'conflict') setConflict(outcome.conflict);
    else if (outcome.state === 'fault') setFault(outcome.fault);
    else edit.rebase({ resourceVersion: outcome.answer.resourceVersion, data }, texts);
  }

  function review(): void {
    const texts = edit.settle();
    const errors = check.current
      ? (check.answer?.problems.filter(({ severity }) => severity === 'error').length ?? 0)
      : 0;
    const restores =
      restoring && Object.entries(texts).every(([one, text]) => restoring.data[one] === text)
        ? restoring.revision
        : null;
    const checked = check.current && check.answer !== null && (check.answer.ok !== null || errors > 0);
    setWanted({ base: edit.base, data: texts, restores, errors, checked });
  }

  const moved = changed.some((one) => data[one] !== edit.base.data[one]);
  const whyNot = useWhyNoReview({
    missing: lacks(mayEdit),
    changed: changed.length,
    gone: props.gone,
    stale,
    checking: !check.current,
    size: sizeOf({ ...edit.base.data, ...edit.changed }),
  });
  return (
    <div className="space-y-3">
      <EditNotices
        of={of}
        edit={edit}
        gone={props.gone}
        moved={moved && conflict === null && wanted === null}
        missing={mayEdit.state === 'missing' ? rightText(mayEdit.right) : null}
        unknown={mayEdit.state === 'unknown' || mayEdit.state === 'asking'}
        restoring={restoring && changed.length > 0 ? restoring.revision : null}
        onMerge={() => {
          const texts = edit.settle();
          const base = Object.fromEntries(Object.keys(texts).map((one) => [one, edit.base.data[one] ?? '']));
          void merge({ ...texts }, base, edit.base.resourceVersion);
        }}
        onTakeDrafts={() => {
          const drafts = [...edit.offered];
          const texts = Object.fromEntries(drafts.map(([one, { text }]) => [one, text]));
          const base = Object.fromEntries(drafts.map(([one, draft]) => [one, draft.base]));
          void merge(texts, base, drafts[0]?.[1].version ?? '');
        }}
      />
      {fault && <ActionFault fault={fault} />}
      {conflict ? (
        <MergeView
          conflict={conflict}
          onCancel={() => setConflict(null)}
          onMerged={(texts) => {
            const theirs = conflict.keys.flatMap((one) =>
              one.theirs === null ? [] : [[one.key, one.theirs]],
            );
            edit.rebase(
              {
                resourceVersion: conflict.resourceVersion,
                data: { ...data, ...(Object.fromEntries(theirs) as Record<string, string>) },
              },
              { ...edit.changed, ...texts },
            );
            edit.dropOffered();
            setConflict(null);
            void props.onChanged();
          }}
        />
      ) : (
        <EditPart
          of={of}
          edit={edit}
          open={open}
          onOpen={setKey}
          readOnly={readOnly}
          check={check}
          actions={
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-sunken px-3 py-2">
              <span className="mr-auto text-xs text-muted">
                {changed.length > 0 ? t('changedKeys', { keys: changed.join(', ') }) : t('unchanged')}
                {edit.unkept && <> {t('unkept')}</>}
              </span>
              {changed.length > 0 && (
                <Button
                  onClick={() => {
                    edit.discard();
                    setRestoring(null);
                  }}
                >
                  {t('discard')}
                </Button>
              )}
              <RuleButton
                why={lacks(mayRollOut) ?? (changed.length > 0 ? t('applyFirst') : null)}
                onClick={() => setRollsOut(true)}
              >
                {t('rollout')}…
              </RuleButton>
              <RuleButton look="primary" why={whyNot} onClick={review}>
                {t('review')}…
              </RuleButton>
            </footer>
          }
        />
      )}
      {(wanted !== null || (rollsOut && changed.length === 0)) && (
        <ReviewSheet
          of={of}
          wanted={wanted}
          stale={stale}
          onClose={() => {
            setWanted(null);
            setRollsOut(false);
          }}
          onConflict={(found) => {
            setWanted(null);
            setConflict(found);
          }}
          onApplied={(answer) => {
            edit.applied(answer.resourceVersion);
            setRestoring(null);
            void props.onChanged();
          }}
          onCompared={() => void props.onChanged()}
        />
      )}
    </div>
  );
}

const sizeOf = (texts: Readonly<Record<string, string>>): number =>
  Object.values(texts).reduce((sum, text) => sum + new Blob([text]).size, 0);

function useWhyNoReview(state: {
  missing: string | null;
  changed: number;
  gone: boolean;
  stale: boolean;
  checking: boolean;
  size: number;
}): string | null {
  const t = useTranslations('config.work');
  const act = useTranslations('act');
  if (state.missing !== null) return state.missing;
  if (state.changed === 0) return t('nothingChanged');
  if (state.gone) return t('gone');
  if (state.stale) return act('stale');
  if (state.size > limit) return t('tooLarge', { size: state.size, limit });
  return state.checking ? t('checking') : null;
}
