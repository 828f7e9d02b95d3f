'use client';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { keepAwake } from '#lib/client/live.ts';
import { useFreshness } from '#lib/client/use-freshness.ts';
import { AlertNotifier } from '../alerts/alert-notifier.tsx';
import { PaletteButton } from '../palette/palette-button.tsx';
import { SessionDialog } from '../sign-in/session-dialog.tsx';
import { IntentLink } from '../ui/intent-link.tsx';
import { ClusterName } from './cluster-name.tsx';
import { FreshnessMark } from './freshness-mark.tsx';
import { Navigation } from './navigation.tsx';
import { OutdatedBanner } from './outdated-banner.tsx';
import { PreferencesMenu } from './preferences-menu.tsx';
import { ProductMark } from './product-mark.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { SimulatedBanner } from './simulated-banner.tsx';
import { StaleBanner } from './stale-banner.tsx';
import { UserMenu } from './user-menu.tsx';

/** Pages that fill the screen by themselves. */
const unframed: readonly string[] = ['/wall', '/wall/link', '/sign-in', '/sign-in/done'];

export function AppShell({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  useEffect(keepAwake, []);
  return unframed.includes(pathname) ? children : <Frame>{children}</Frame>;
}

/** The frame of every page: where one is, which cluster, how fresh, and how it is shown. */
function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const name = useTranslations('common')('appName');
  const freshness = useFreshness();
  return (
    <>
      <a
        href="#content"
        className="absolute left-2 top-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <div data-stale={freshness.state === 'stale'} className="flex min-h-dvh flex-col">
        <header className="sticky top-0 z-30 bg-surface">
          <div className="flex h-12 items-stretch gap-x-4 border-b border-line px-4 max-sm:h-auto max-sm:flex-wrap">
            <IntentLink
              href="/"
              aria-label={name}
              className="flex items-center gap-2 py-2 font-semibold tracking-tight max-sm:h-11"
            >
              <ProductMark />
              <span className="hidden lg:inline">{name}</span>
            </IntentLink>
            <div className="flex min-w-0 flex-1 items-stretch max-sm:order-last max-sm:h-9 max-sm:basis-full">
              <Navigation />
            </div>
            <div className="flex items-center gap-1.5 max-sm:ml-auto">
              <ClusterName />
              <FreshnessMark />
              <UserMenu />
              <PaletteButton />
              <PreferencesMenu />
              <Shortcuts />
            </div>
          </div>
          <StaleBanner />
          <OutdatedBanner />
        </header>
        <SimulatedBanner />
        <main id="content" tabIndex={-1} className="w-full min-w-0 flex-1 px-4 py-4 outline-none">
          {children}
        </main>
      </div>
      <SessionDialog />
      <AlertNotifier />
    </>
  );
}
