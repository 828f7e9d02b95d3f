'use client';
import clsx from 'clsx';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { fieldAt } from './draft.ts';

/** What the server said against fields, by their place in the request. */
export type FieldErrors = ReadonlyMap<string, string>;

/** One field with its label, and what it must be where it is not. */
export function CheckedField(props: {
  label: string;
  /** Its place in the request. */
  at: string;
  errors: FieldErrors;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  choices?: readonly string[];
  lines?: number;
  className?: string;
}) {
  const t = useTranslations('startFrr.must');
  const id = useId();
  const error = props.errors.get(props.at);
  const field = fieldAt(props.at)?.field;
  const common = {
    id,
    name: props.at,
    value: props.value,
    autoComplete: 'off',
    spellCheck: false,
    'aria-invalid': error !== undefined,
    'aria-describedby': `${id}-hint`,
    className: clsx(
      'w-full rounded-md border bg-raised px-2 font-mono text-sm text-text',
      error === undefined ? 'border-line-strong' : 'border-down-solid',
      props.lines === undefined ? 'h-8' : 'py-1 leading-5',
    ),
  };
  return (
    <div className={props.className}>
      <label htmlFor={id} className="mb-1 block text-sm font-semibold">
        {props.label}
      </label>
      {props.lines === undefined ? (
        <input
          {...common}
          {...(props.choices && { list: `${id}-choices` })}
          onChange={(event) => props.onChange(event.target.value)}
        />
      ) : (
        <textarea {...common} rows={props.lines} onChange={(event) => props.onChange(event.target.value)} />
      )}
      {props.choices && (
        <datalist id={`${id}-choices`}>
          {props.choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      <p id={`${id}-hint`} className={clsx('mt-1 text-xs', error === undefined ? 'text-muted' : 'text-down')}>
        {error === undefined ? props.hint : field ? t(field) : error}
      </p>
    </div>
  );
}
