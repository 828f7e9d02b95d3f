'use client';
import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { useEarlyInput } from './use-early-input.ts';

export interface Option {
  value: string;
  label: string;
}

/** The browser's own select: works with every keyboard, screen reader and phone, and costs no script. */
export function Select(props: {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  disabled?: boolean;
  /** Shows the label before the box; otherwise it is only spoken. */
  showLabel?: boolean;
  className?: string;
}) {
  const field = useRef<HTMLSelectElement>(null);
  useEarlyInput(field, props.value, props.onChange);
  return (
    <label className={clsx('inline-flex items-center gap-2', props.className)}>
      <span className={props.showLabel ? 'label whitespace-nowrap' : 'sr-only'}>{props.label}</span>
      <span className="relative inline-flex items-center">
        <select
          ref={field}
          value={props.value}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.target.value)}
          className="h-8 max-w-full appearance-none rounded-md border border-line bg-raised pl-2.5 pr-7 text-sm text-text hover:border-line-strong disabled:opacity-55"
        >
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute right-2 size-3.5 text-muted"
        />
      </span>
    </label>
  );
}
