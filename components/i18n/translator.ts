import { createTranslator } from 'use-intl/core';
import { readPreferences } from '../shell/read-preferences.ts';
import { loadMessages } from './load-messages.ts';

/** Texts on the server, for page titles. */
export async function titleTexts() {
  const { locale } = await readPreferences();
  return createTranslator({ locale, messages: await loadMessages(locale), namespace: 'shell.titles' });
}
