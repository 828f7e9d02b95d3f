'use client';
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { Messages } from './load-messages.ts';
import type { Locale } from './locale.ts';

/** The texts of one language for all components below. A text that is missing shows its key; a test keeps that from happening. */
export function TextProvider(props: {
  locale: Locale;
  messages: Messages;
  timeZone: string;
  children: ReactNode;
}) {
  return (
    <IntlProvider locale={props.locale} messages={props.messages} timeZone={props.timeZone}>
      {props.children}
    </IntlProvider>
  );
}
