'use client';
import clsx from 'clsx';
import { type Ref, useId } from 'react';

/** One line of text with its label. */
export function TextField(props: {
  label: string;
  hint?: string;
  /** What holds where nothing is typed. */
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
  type?: 'text' | 'datetime-local';
  ref?: Ref<HTMLInputElement> | undefined;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-semibold">
        {props.label}
      </label>
      <input
        id={id}
        ref={props.ref}
        type={props.type ?? 'text'}
        value={props.value}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        {...(props.hint && { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => props.onChange(event.target.value)}
        className={clsx(
          'h-8 w-full rounded-md border border-line-strong bg-raised px-2 text-sm text-text placeholder:text-muted',
          props.mono && 'font-mono',
        )}
      />
      {props.hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {props.hint}
        </p>
      )}
    </div>
  );
}
