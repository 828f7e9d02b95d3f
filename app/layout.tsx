import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { loadMessages } from '#components/i18n/load-messages.ts';
import { TextProvider } from '#components/i18n/text-provider.tsx';
import { AppShell } from '#components/shell/app-shell.tsx';
import { nonceOf } from '#components/shell/nonce.ts';
import { PreferencesProvider } from '#components/shell/preferences-provider.tsx';
import { readPreferences } from '#components/shell/read-preferences.ts';
import { StartMark } from '#components/shell/start-mark.tsx';
import { SessionProvider } from '#components/sign-in/session-provider.tsx';
import { sessionOf } from '#lib/services/get-session.ts';

export const metadata: Metadata = {
  title: { template: '%s – CNF Console', default: 'CNF Console' },
  description: 'Network functions on Kubernetes: chains, pods, interfaces and routing sessions, live',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const preferences = await readPreferences();
  return (
    <html
      lang={preferences.locale}
      data-theme={preferences.theme === 'system' ? undefined : preferences.theme}
      suppressHydrationWarning
    >
      <body>
        <script async src="/start-watch.js" nonce={await nonceOf()} />
        <StartMark />
        <TextProvider
          locale={preferences.locale}
          messages={await loadMessages(preferences.locale)}
          timeZone="UTC"
        >
          <PreferencesProvider initial={preferences}>
            <SessionProvider initial={sessionOf(await headers())}>
              <AppShell>{children}</AppShell>
            </SessionProvider>
          </PreferencesProvider>
        </TextProvider>
      </body>
    </html>
  );
}
