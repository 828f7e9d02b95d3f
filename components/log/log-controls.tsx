'use client';
import { useTranslations } from 'use-intl';
import { FilterInput } from '../ui/filter-input.tsx';
import { Select } from '../ui/select.tsx';

export interface LogView {
  follow: boolean;
  previous: boolean;
  /** Lines from the end; null for all. */
  tail: number | null;
  wrap: boolean;
  find: string;
}

const tails = [100, 500, 2_000, 10_000] as const;

function Check({
  label,
  checked,
  disabled,
  onChange,
}: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="inline-flex h-8 items-center gap-1.5 text-sm has-disabled:text-muted">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-(--color-accent)"
      />
      {label}
    </label>
  );
}

export function LogControls({
  view,
  onChange,
  hasPrevious,
}: {
  view: LogView;
  onChange: (change: Partial<LogView>) => void;
  hasPrevious: boolean;
}) {
  const t = useTranslations('log');
  return (
    <>
      <Select
        label={t('tail')}
        showLabel
        value={view.tail === null ? '' : String(view.tail)}
        options={[
          ...tails.map((count) => ({ value: String(count), label: t('lastLines', { count }) })),
          { value: '', label: t('all') },
        ]}
        onChange={(value) => onChange({ tail: value === '' ? null : Number(value) })}
      />
      <Check
        label={t('follow')}
        checked={view.follow && !view.previous}
        disabled={view.previous}
        onChange={(follow) => onChange({ follow })}
      />
      <Check
        label={t('previous')}
        checked={view.previous}
        disabled={!hasPrevious}
        onChange={(previous) => onChange({ previous })}
      />
      <Check label={t('wrap')} checked={view.wrap} onChange={(wrap) => onChange({ wrap })} />
      <FilterInput label={t('find')} value={view.find} onChange={(find) => onChange({ find })} />
    </>
  );
}
