'use client';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { EditConflict } from '#lib/contracts/config-acts.ts';
import { textDiff } from '#lib/domain/config/hunks.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { RelativeTime } from '../ui/time.tsx';
import {
  type Choice,
  type Decision,
  decided,
  type MergeConflict,
  type MergeKey,
  mergedText,
} from './merge-choice.ts';
import { TextDiff } from './text-diff.tsx';

/** Somebody else was faster: what they did, what merges by itself, and what has to be decided. */
export function MergeView(props: {
  conflict: EditConflict;
  /** The merged texts by key; the page goes on from theirs with them. */
  onMerged: (texts: Record<string, string>) => void;
  onCancel: () => void;
}) {
  const { conflict } = props;
  const t = useTranslations('config.merge');
  const [decisions, setDecisions] = useState<Readonly<Record<string, readonly (Decision | undefined)[]>>>({});
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const merged = conflict.keys.map((one) => [one.key, resultOf(one, decisions[one.key] ?? [])] as const);
  const open = conflict.keys.reduce(
    (sum, one) => sum + one.merge.conflicts.filter((_, index) => !decisions[one.key]?.[index]).length,
    0,
  );
  return (
    <section
      aria-label={t('title')}
      className="space-y-4 rounded-md border border-degraded-line bg-surface p-4"
    >
      <header>
        <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
          {t('title')}
        </h2>
        <p className="text-sm text-muted">
          {conflict.changedBy && (
            <>
              {t('by', { by: visible(conflict.changedBy.by) })} <RelativeTime at={conflict.changedBy.at} />.{' '}
            </>
          )}
          {conflict.clean ? t('clean') : t('body')}
        </p>
      </header>
      {conflict.keys.map((one) => (
        <KeyMerge
          key={one.key}
          of={one}
          decisions={decisions[one.key] ?? []}
          onDecide={(index, decision) => {
            const list = [...(decisions[one.key] ?? [])];
            list[index] = decision;
            setDecisions({ ...decisions, [one.key]: list });
          }}
        />
      ))}
      <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line pt-3">
        <span role="status" className="mr-auto text-sm text-muted">
          {open > 0 ? t('open', { count: open }) : t('allDecided')}
        </span>
        <Button onClick={props.onCancel}>{t('cancel')}</Button>
        <RuleButton
          look="primary"
          said
          why={open > 0 ? t('open', { count: open }) : null}
          onClick={() => {
            const texts = merged.flatMap(([key, text]) => (text === null ? [] : [[key, text] as const]));
            props.onMerged(Object.fromEntries(texts));
          }}
        >
          {t('take')}
        </RuleButton>
      </footer>
    </section>
  );
}

/** What the key is to be; where one side took the key away, what its conflict was decided to. */
const resultOf = (key: MergeKey, decisions: readonly (Decision | undefined)[]): string | null =>
  key.merge.clean ? key.merge.text : mergedText(key, decisions);

function KeyMerge(props: {
  of: MergeKey;
  decisions: readonly (Decision | undefined)[];
  onDecide: (index: number, decision: Decision) => void;
}) {
  const { of } = props;
  const t = useTranslations('config.merge');
  const theirs = useMemo(() => textDiff(of.base ?? '', of.theirs ?? ''), [of]);
  return (
    <article aria-label={of.key} className="space-y-3">
      <h3 className="font-mono text-sm font-semibold">{of.key}</h3>
      {!of.baseKnown && <p className="text-sm text-degraded">{t('baseUnknown')}</p>}
      {of.theirs === null && <p className="text-sm text-degraded">{t('theyDeleted')}</p>}
      {(theirs.truncated || theirs.hunks.length > 0) && (
        <details open={of.merge.clean}>
          <summary className="cursor-pointer text-sm">{t('theirChange')}</summary>
          <div className="mt-2">
            <TextDiff of={theirs} label={t('theirChangeOf', { key: of.key })} />
          </div>
        </details>
      )}
      {of.merge.conflicts.map((conflict, index) => (
        <OneConflict
          // biome-ignore lint/suspicious/noArrayIndexKey: conflicts are known by their place
          key={index}
          of={conflict}
          number={index + 1}
          total={of.merge.conflicts.length}
          decision={props.decisions[index]}
          onDecide={(decision) => props.onDecide(index, decision)}
        />
      ))}
    </article>
  );
}

function OneConflict(props: {
  of: MergeConflict;
  number: number;
  total: number;
  decision: Decision | undefined;
  onDecide: (decision: Decision) => void;
}) {
  const { of, decision } = props;
  const t = useTranslations('config.merge');
  const group = useId();
  const choose = (choice: Choice) =>
    props.onDecide({
      choice,
      own: choice === 'own' ? decided(of, decision ?? { choice: 'both', own: '' }).join('\n') : '',
    });
  return (
    <fieldset
      className={`rounded-md border p-3 ${decision ? 'border-line' : 'border-degraded-solid bg-degraded-soft'}`}
    >
      <legend className="px-1 text-sm font-semibold">
        {t('conflict', { number: props.number, total: props.total })}
      </legend>
      <div className="grid gap-2 md:grid-cols-3">
        <Side title={t('base')} lines={of.base} />
        <Side title={t('theirs')} lines={of.theirs} />
        <Side title={t('yours')} lines={of.yours} />
      </div>
      <div className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {(['theirs', 'yours', 'both', 'own'] as const).map((choice) => (
          <label key={choice} className="inline-flex items-center gap-1.5">
            <input
              type="radio"
              name={group}
              checked={decision?.choice === choice}
              onChange={() => choose(choice)}
              className="size-4 accent-accent"
            />
            {t(`choice.${choice}`)}
          </label>
        ))}
      </div>
      {decision?.choice === 'own' && (
        <textarea
          aria-label={t('ownText')}
          value={decision.own}
          rows={Math.min(12, decision.own.split('\n').length + 1)}
          spellCheck={false}
          onChange={(event) => props.onDecide({ choice: 'own', own: event.target.value })}
          className="mt-2 w-full rounded-md border border-line-strong bg-raised p-2 font-mono text-xs leading-5 text-text"
        />
      )}
    </fieldset>
  );
}

function Side({ title, lines }: { title: string; lines: readonly string[] }) {
  const t = useTranslations('config.merge');
  return (
    <div className="min-w-0">
      <div className="label mb-1">{title}</div>
      <pre className="max-h-48 overflow-auto whitespace-pre-wrap rounded-sm border border-line bg-surface px-2 py-1 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
        {lines.length === 0 ? (
          <span className="text-muted">{t('nothing')}</span>
        ) : (
          lines.map(visible).join('\n')
        )}
      </pre>
    </div>
  );
}
