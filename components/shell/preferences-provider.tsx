'use client';
import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { Locale } from '../i18n/locale.ts';
import { keepPreference, type Preferences, type Theme, type Zone } from './preferences.ts';

interface Chooser extends Preferences {
  setTheme(theme: Theme): void;
  setZone(zone: Zone): void;
  setLocale(locale: Locale): void;
}

const Context = createContext<Chooser | null>(null);

export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const router = useRouter();
  const [theme, setThemeState] = useState(initial.theme);
  const [zone, setZoneState] = useState(initial.zone);

  const setTheme = useCallback((next: Theme) => {
    keepPreference('theme', next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    setThemeState(next);
  }, []);
  const setZone = useCallback((next: Zone) => {
    keepPreference('zone', next);
    setZoneState(next);
  }, []);
  const setLocale = useCallback(
    (next: Locale) => {
      keepPreference('locale', next);
      // The texts live on the server: only the layout is fetched anew, what is live stays.
      router.refresh();
    },
    [router],
  );

  const value = useMemo(
    () => ({ locale: initial.locale, theme, zone, setTheme, setZone, setLocale }),
    [initial.locale, theme, zone, setTheme, setZone, setLocale],
  );
  return <Context value={value}>{children}</Context>;
}

export function usePreferences(): Chooser {
  const value = useContext(Context);
  if (!value) throw new Error('usePreferences outside PreferencesProvider');
  return value;
}
