'use client';
import { useTranslations } from 'use-intl';
import { Checkbox } from '../ui/checkbox.tsx';
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
      <Checkbox
        label={t('follow')}
        checked={view.follow && !view.previous}
        disabled={view.previous}
        onChange={(follow) => onChange({ follow })}
      />
      <Checkbox
        label={t('previous')}
        checked={view.previous}
        disabled={!hasPrevious}
        onChange={(previous) => onChange({ previous })}
      />
      <Checkbox label={t('wrap')} checked={view.wrap} onChange={(wrap) => onChange({ wrap })} />
      <FilterInput label={t('find')} value={view.find} onChange={(find) => onChange({ find })} />
    </>
  );
}
