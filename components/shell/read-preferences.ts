import { cookies, headers } from 'next/headers';
import { chooseLocale } from '../i18n/locale.ts';
import { type Preferences, themes, zones } from './preferences.ts';

/** What the visitor chose, from cookies; what he did not choose, from the browser. */
export async function readPreferences(): Promise<Preferences> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const theme = jar.get('theme')?.value;
  const zone = jar.get('zone')?.value;
  return {
    locale: chooseLocale(jar.get('locale')?.value, head.get('accept-language')),
    theme: themes.find((known) => known === theme) ?? 'system',
    zone: zones.find((known) => known === zone) ?? 'local',
  };
}
