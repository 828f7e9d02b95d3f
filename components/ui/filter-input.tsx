'use client';
import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useEarlyInput } from './use-early-input.ts';

/** The page's filter; the key `/` puts the cursor here. */
export function FilterInput({
  value,
  onChange,
  label,
}: {
  value: string;
  onChange: (value: string) => void;
  label: string;
}) {
  const t = useTranslations('common');
  const field = useRef<HTMLInputElement>(null);
  useEarlyInput(field, value, onChange);
  return (
    <div className="relative w-72 max-w-full">
      <Search aria-hidden="true" className="pointer-events-none absolute left-2.5 top-2 size-4 text-muted" />
      <input
        ref={field}
        type="text"
        inputMode="search"
        data-page-filter=""
        value={value}
        aria-label={label}
        placeholder={t('filterHint')}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (value) onChange('');
          else event.currentTarget.blur();
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-raised pl-8 pr-8 text-sm placeholder:text-muted"
      />
      {value && (
        <button
          type="button"
          aria-label={t('clearFilter')}
          onClick={() => onChange('')}
          className="absolute right-1 top-1 grid size-6 place-items-center text-muted hover:text-text"
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      )}
    </div>
  );
}
