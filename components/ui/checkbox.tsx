'use client';
import clsx from 'clsx';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';

/**
 * A box to tick with its label. A tick that was made before the page's program was there to hear it counts when it is,
 * as with `useEarlyInput`.
 */
export function Checkbox(props: {
  label: ReactNode;
  checked: boolean;
  disabled?: boolean;
  title?: string;
  className?: string;
  onChange: (checked: boolean) => void;
}) {
  const { label, checked, disabled, title, className, onChange } = props;
  const box = useRef<HTMLInputElement>(null);
  const takeOver = useEffectEvent(() => {
    const shown = box.current?.checked;
    if (shown !== undefined && shown !== checked) onChange(shown);
  });
  useEffect(() => takeOver(), []);
  return (
    <label
      title={title}
      className={clsx('inline-flex min-h-6 items-center gap-2 text-sm has-disabled:text-muted', className)}
    >
      <input
        ref={box}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
