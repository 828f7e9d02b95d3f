'use client';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { startTransition, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import type { Health } from '#lib/domain/health.ts';
import { chainPath, configPath, functionPath, podPath } from '../function/paths.ts';
import { locales } from '../i18n/locale.ts';
import { pages } from '../shell/pages.ts';
import { themes, zones } from '../shell/preferences.ts';
import { languageNames } from '../shell/preferences-menu.tsx';
import { usePreferences } from '../shell/preferences-provider.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { ActList } from './act-list.tsx';
import { type Found, find } from './find.ts';
import { Group, Line } from './group.tsx';
import { useConfigs } from './use-configs.ts';

interface Entry extends Found {
  health?: Health;
  run(): void;
}

const mostOfEach = 8;
/** Everything is looked through from so many letters on: a whole cluster's pods are not asked for to open a page. */
const lettersForAll = 2;
const pauseMs = 100;

/** Opens or does anything by its name. @param onClose after something was chosen, too */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shell.palette');
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed);
  // What there are thousands of is looked through when no key is on its way: the letters come first.
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setSettled(sought)), pauseMs);
    return () => clearTimeout(timer);
  }, [sought]);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState('');
  // What Enter opens is the first of what was found, whatever was chosen in what was found before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each search
  useEffect(() => {
    setChosen(list.current?.querySelector('[cmdk-item]')?.getAttribute('data-value') ?? '');
  }, [sought, settled]);
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
          {settled.trim().length >= lettersForAll && <Named sought={settled} onClose={onClose} />}
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
    place: '',
    also: page.id,
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
      <Entries heading={t('functions')} entries={find(ofFunctions, sought, mostOfEach)} />
      <Entries heading={t('chains')} entries={find(ofChains, sought, mostOfEach)} />
      <Entries heading={t('pages')} entries={find(ofPages, sought, pages.length)} />
    </>
  );
}

/** What there are many of, and what can be done. */
function Named(part: Part) {
  const go = useGo(part.onClose);
  return (
    <>
      <Pods {...part} />
      <Others {...part} />
      <ActList sought={part.sought} onGo={go} />
    </>
  );
}

/** Configurations, networks, and runs that are under way. */
function Others({ sought, onClose }: Part) {
  const names = useTranslations('shell.nav');
  const go = useGo(onClose);
  const configs = useConfigs().map((one) => ({
    key: `${one.namespace}/${one.name}`,
    name: one.name,
    place: one.namespace,
    run: () => go(configPath(one)),
  }));
  const networks = useRows('networks').list.map((one) => ({
    key: one.key,
    name: one.name,
    place: one.namespace ?? '',
    run: () =>
      go(
        `/networks?${new URLSearchParams({ q: one.name, ...(one.namespace && { namespace: one.namespace }) })}`,
      ),
  }));
  const runs = [
    ...useRows('runs').list.map((one) => ({ ...one, name: one.target.name, place: one.target.namespace })),
    ...useRows('chain-runs').list.map((one) => ({ ...one, name: one.chain, place: one.namespace })),
  ]
    .filter(({ endedAt }) => endedAt === null)
    .map(({ id, name, place }) => ({ key: id, name, place, run: () => go(`/upgrades/${id}`) }));
  return (
    <>
      <Entries heading={names('configs')} entries={find(configs, sought, mostOfEach)} />
      <Entries heading={names('networks')} entries={find(networks, sought, mostOfEach)} />
      <Entries heading={names('upgrades')} entries={find(runs, sought, mostOfEach)} />
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
  return <Entries heading={t('pods')} entries={entries} />;
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
  return <Entries heading={t('open')} entries={find(entries, sought, mostOfEach)} />;
}

function Entries({ heading, entries }: { heading: string; entries: readonly Entry[] }) {
  return (
    <Group heading={heading} entries={entries}>
      {({ key, name, place, health, run }) => (
        <Line
          key={key}
          value={`${heading} ${key}`}
          name={name}
          place={place}
          mark={health && <HealthShape health={health} />}
          onSelect={run}
        />
      )}
    </Group>
  );
}

function useGo(onClose: () => void): (href: string) => void {
  const router = useRouter();
  return (href) => {
    onClose();
    router.push(href);
  };
}
