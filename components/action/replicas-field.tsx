'use client';
import { type Ref, useId } from 'react';
import { useTranslations } from 'use-intl';

/** The number in a text, or null where it is none that a scale takes. */
export function replicasOf(text: string): number | null {
  return /^\d{1,6}$/.test(text) && Number(text) <= 100_000 ? Number(text) : null;
}

/** How many replicas are wanted; the arrow keys count up and down. */
export function ReplicasField(props: {
  value: string;
  now: number | null;
  onChange: (value: string) => void;
  ref: Ref<HTMLInputElement>;
}) {
  const t = useTranslations('act');
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-3">
      <label htmlFor={id} className="text-sm font-semibold">
        {t('replicas')}
      </label>
      <input
        id={id}
        ref={props.ref}
        type="number"
        min={0}
        max={100_000}
        step={1}
        value={props.value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => props.onChange(event.target.value)}
        aria-invalid={replicasOf(props.value) === null}
        className="h-9 w-28 rounded-md border border-line-strong bg-raised px-2 font-mono text-lg text-text"
      />
      {props.now !== null && <span className="text-sm text-muted">{t('now', { count: props.now })}</span>}
    </div>
  );
}
