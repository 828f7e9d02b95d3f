import type { Locale } from '../i18n/locale.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `local` is the browser's zone. */
export const zones = ['local', 'utc'] as const;
export type Zone = (typeof zones)[number];

export interface Preferences {
  locale: Locale;
  theme: Theme;
  zone: Zone;
}

/** Keeps a choice for a year, readable by the server, so that the first paint is right already. */
export function keepPreference(name: keyof Preferences, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}
