'use client';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import type { Health } from '#lib/domain/health.ts';
import { chainPath, functionPath, podPath } from '../function/paths.ts';
import { locales } from '../i18n/locale.ts';
import { visible } from '../pod-figure/text.ts';
import { pages } from '../shell/pages.ts';
import { themes, zones } from '../shell/preferences.ts';
import { languageNames } from '../shell/preferences-menu.tsx';
import { usePreferences } from '../shell/preferences-provider.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { type Found, find } from './find.ts';

interface Entry extends Found {
  health?: Health;
  run(): void;
}

const mostOfEach = 8;
/** Pods are looked through from so many letters on: a whole cluster's are not asked for to open a page. */
const lettersForPods = 2;

/** Opens or does anything by its name. @param onClose after something was chosen, too */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.palette');
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState('');
  // What Enter opens is the first of what was found, whatever was chosen in what was found before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each search
  useEffect(() => {
    setChosen(list.current?.querySelector('[cmdk-item]')?.getAttribute('data-value') ?? '');
  }, [sought]);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} initialFocus={input}>
      <Command shouldFilter={false} loop label={t('title')} value={chosen} onValueChange={setChosen}>
        <Command.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder={t('hint')}
          spellCheck={false}
          className="h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-text placeholder:text-muted"
        />
        <Command.List ref={list} label={t('found')} className="mt-3 max-h-[48vh] overflow-y-auto">
          <Command.Empty className="p-3 text-sm text-muted">{t('nothing')}</Command.Empty>
          <Places sought={sought} onClose={onClose} />
          {sought.trim().length >= lettersForPods && <Pods sought={sought} onClose={onClose} />}
          {sought.trim() !== '' && <Settings sought={sought} onClose={onClose} />}
        </Command.List>
      </Command>
    </Dialog>
  );
}

interface Part {
  sought: string;
  onClose: () => void;
}

function Places({ sought, onClose }: Part) {
  const t = useTranslations('shell.palette');
  const names = useTranslations('shell.nav');
  const go = useGo(onClose);
  const chains = useRows('chains');
  const functions = useRows('functions');
  const ofPages = pages.map((page) => ({
    key: page.id,
    name: names(page.id),
    place: page.id,
    run: () => go(page.href),
  }));
  const ofChains = chains.list.map((chain) => ({
    key: `${chain.namespace}/${chain.name}`,
    name: chain.name,
    place: chain.namespace,
    health: chain.health,
    run: () => go(chainPath(chain)),
  }));
  const ofFunctions = functions.list.map((one) => ({
    key: `${one.namespace}/${one.kind}/${one.name}`,
    name: one.name,
    place: [one.namespace, one.chain].filter(Boolean).join(' · '),
    health: one.health,
    run: () => go(functionPath(one)),
  }));
  return (
    <>
      <Group heading={t('functions')} entries={find(ofFunctions, sought, mostOfEach)} />
      <Group heading={t('chains')} entries={find(ofChains, sought, mostOfEach)} />
      <Group heading={t('pages')} entries={find(ofPages, sought, pages.length)} />
    </>
  );
}

function Pods({ sought, onClose }: Part) {
  const t = useTranslations('shell.palette');
  const go = useGo(onClose);
  const { list } = useRows('pods');
  const found = useMemo(
    () =>
      find(
        list.map((pod) => ({
          key: `${pod.namespace}/${pod.name}`,
          name: pod.name,
          place: pod.namespace,
          pod,
        })),
        sought,
        mostOfEach,
      ),
    [list, sought],
  );
  const entries = found.map((one) => ({
    ...one,
    health: one.pod.health,
    run: () => go(podPath(one.pod)),
  }));
  return <Group heading={t('pods')} entries={entries} />;
}

function Settings({ sought, onClose }: Part) {
  const t = useTranslations('shell.preferences');
  const { setTheme, setLocale, setZone } = usePreferences();
  const entry = (legend: string, name: string, set: () => void): Entry => ({
    key: `${legend} ${name}`,
    name: `${legend}: ${name}`,
    place: '',
    run: () => {
      set();
      onClose();
    },
  });
  const entries = [
    ...themes.map((value) => entry(t('theme'), t(value), () => setTheme(value))),
    ...locales.map((value) => entry(t('language'), languageNames[value], () => setLocale(value))),
    ...zones.map((value) => entry(t('zone'), t(value), () => setZone(value))),
  ];
  return <Group heading={t('open')} entries={find(entries, sought, mostOfEach)} />;
}

function Group({ heading, entries }: { heading: string; entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="mb-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {entries.map(({ key, name, place, health, run }) => (
        <Command.Item
          key={key}
          value={`${heading} ${key}`}
          onSelect={run}
          className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-sm data-[selected=true]:bg-sunken data-[selected=true]:outline data-[selected=true]:outline-accent"
        >
          {health && <HealthShape health={health} />}
          <span className="min-w-0 truncate font-medium">{visible(name)}</span>
          {health && <span className="ml-auto min-w-0 truncate text-xs text-muted">{visible(place)}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function useGo(onClose: () => void): (href: string) => void {
  const router = useRouter();
  return (href) => {
    onClose();
    router.push(href);
  };
}
