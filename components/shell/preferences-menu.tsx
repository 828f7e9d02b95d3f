'use client';
import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { NotifyChoice } from '../alerts/notify-choice.tsx';
import { locales } from '../i18n/locale.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { themes, zones } from './preferences.ts';
import { usePreferences } from './preferences-provider.tsx';

/** Each in itself. */
export const languageNames = { en: 'English', ja: '日本語' };

export function PreferencesMenu() {
  const t = useTranslations('shell.preferences');
  const { theme, setTheme, zone, setZone, locale, setLocale } = usePreferences();
  return (
    <Popover
      label={t('open')}
      className="w-64 space-y-4"
      trigger={
        <Button look="ghost" size="icon" aria-label={t('open')}>
          <SlidersHorizontal aria-hidden="true" className="size-4" />
        </Button>
      }
    >
      <Choice
        legend={t('theme')}
        options={themes.map((value) => ({ value, label: t(value) }))}
        value={theme}
        onChange={setTheme}
      />
      <Choice
        legend={t('language')}
        options={locales.map((value) => ({ value, label: languageNames[value] }))}
        value={locale}
        onChange={setLocale}
      />
      <Choice
        legend={t('zone')}
        options={zones.map((value) => ({ value, label: t(value) }))}
        value={zone}
        onChange={setZone}
      />
      <NotifyChoice />
    </Popover>
  );
}

function Choice<T extends string>(props: {
  legend: string;
  options: { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}) {
  return (
    <fieldset>
      <legend className="label mb-1">{props.legend}</legend>
      {props.options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-6 cursor-pointer items-center gap-2 rounded-sm px-1 py-0.5 hover:bg-sunken"
        >
          <input
            type="radio"
            name={props.legend}
            checked={props.value === option.value}
            onChange={() => props.onChange(option.value)}
            className="accent-accent"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
