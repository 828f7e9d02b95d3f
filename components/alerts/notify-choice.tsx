'use client';
import { useTranslations } from 'use-intl';
import { setNotify, useNotifyState } from '#lib/client/notify-choice.ts';

/** Whether this browser tells of new alerts, also where another window is in front. */
export function NotifyChoice() {
  const t = useTranslations('alerts.notify');
  const state = useNotifyState();
  if (state === 'none') return null;
  return (
    <fieldset>
      <legend className="label mb-1">{t('legend')}</legend>
      <label className="flex cursor-pointer items-center gap-2 rounded-sm px-1 py-0.5 hover:bg-sunken">
        <input
          type="checkbox"
          checked={state === 'on'}
          disabled={state === 'blocked'}
          onChange={(event) => void setNotify(event.target.checked)}
          className="accent-accent"
        />
        {t('on')}
      </label>
      {state === 'blocked' && <p className="px-1 text-xs text-muted">{t('blocked')}</p>}
    </fieldset>
  );
}
