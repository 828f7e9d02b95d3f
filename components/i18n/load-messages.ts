import type { Locale } from './locale.ts';
import type { messages as english } from './messages/en.ts';

export type Messages = typeof english;

const load = {
  en: async () => (await import('./messages/en.ts')).messages,
  ja: async () => (await import('./messages/ja.ts')).messages,
} satisfies Record<Locale, () => Promise<Messages>>;

/** All texts of one language. On the server only: the browser gets them with the page, in its language alone. */
export function loadMessages(locale: Locale): Promise<Messages> {
  return load[locale]();
}

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
