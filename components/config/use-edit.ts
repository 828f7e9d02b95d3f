'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useCluster } from '#lib/client/use-freshness.ts';
import type { Config } from '#lib/contracts/configs.ts';
import { type Draft, type DraftPlace, draftsOf, dropDraft, saveDraft } from './drafts.ts';
import type { EditorHandle, KeptStates } from './editor/config-editor.tsx';

/** The texts that an edit began from. */
export interface Base {
  resourceVersion: string;
  data: Readonly<Record<string, string>>;
}

interface Held extends Base {
  /** Applied, and not seen yet: until the ConfigMap is another one than this version. */
  until: string | null;
}

/** Milliseconds of silence after which a text is taken as typed: kept as a draft and checked. */
const settling = 300;

export interface Edit {
  base: Base;
  /** Texts that are other than in `base`, by key. */
  changed: Readonly<Record<string, string>>;
  /** A text as the editor begins with it. */
  textOf: (key: string) => string;
  /** Drafts of another version of the ConfigMap, which are offered. */
  offered: ReadonlyMap<string, Draft>;
  /** When what is in the editor was kept, where it came out of a draft. */
  restored: string | null;
  /** Whether the browser had no room for the draft. */
  unkept: boolean;
  kept: KeptStates;
  onEdit: (editor: EditorHandle, key: string) => void;
  /** Takes the text as it is in the editor at once. */
  settle: () => Readonly<Record<string, string>>;
  discard: () => void;
  dropOffered: () => void;
  /** Goes on from other texts, with what is to be theirs after it; nothing typed is lost by it. */
  rebase: (base: Base, texts: Readonly<Record<string, string>>) => void;
  /** What was applied is the base now. */
  applied: (resourceVersion: string) => void;
  /** Counts the times that the editor's text was set from outside. */
  round: number;
}

const storage = (): Storage | null => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};

/** What is being edited of a ConfigMap: what it began from, what was typed, and the drafts that keep it. */
export function useEdit(config: Config, data: Readonly<Record<string, string>>): Edit {
  const cluster = useCluster()?.name ?? null;
  const { namespace, name, resourceVersion } = config;
  const place = useMemo<DraftPlace | null>(
    () => (cluster === null ? null : { cluster, namespace, name }),
    [cluster, namespace, name],
  );
  const [held, setHeld] = useState<Held | null>(null);
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const [offered, setOffered] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [restored, setRestored] = useState<string | null>(null);
  const [unkept, setUnkept] = useState(false);
  const [round, setRound] = useState(0);
  const kept = useRef<KeptStates>(new Map()).current;
  const typing = useRef<{ editor: EditorHandle; key: string; timer: ReturnType<typeof setTimeout> } | null>(
    null,
  );
  const base: Base = held ?? { resourceVersion, data };
  const now = useRef({ base, changed, place });
  now.current = { base, changed, place };

  /** Shows other texts than those typed: every editor begins anew. */
  const show = useCallback(
    (texts: Readonly<Record<string, string>>) => {
      if (typing.current) clearTimeout(typing.current.timer);
      typing.current = null;
      kept.clear();
      setChanged(texts);
      setRound((count) => count + 1);
    },
    [kept],
  );

  const forget = useCallback(() => {
    const { base, changed, place } = now.current;
    const store = storage();
    if (!store || !place) return;
    for (const key of Object.keys(changed)) dropDraft(store, place, key, base.resourceVersion);
  }, []);

  const settle = useCallback(() => {
    const { base, changed, place } = now.current;
    const last = typing.current;
    if (!last) return changed;
    clearTimeout(last.timer);
    typing.current = null;
    const { key } = last;
    const text = last.editor.text();
    const { [key]: _, ...others } = changed;
    const same = text === (base.data[key] ?? '');
    const next = same ? others : { ...others, [key]: text };
    now.current = { ...now.current, changed: next };
    setChanged(next);
    const store = storage();
    if (store && place) {
      if (same) dropDraft(store, place, key, base.resourceVersion);
      else {
        const at = new Date().toISOString();
        const draft = { version: base.resourceVersion, base: base.data[key] ?? '', text, at };
        setUnkept(!saveDraft(store, place, key, draft));
      }
    }
    return next;
  }, []);

  const onEdit = useCallback(
    (editor: EditorHandle, key: string) => {
      if (typing.current) clearTimeout(typing.current.timer);
      else setHeld((before) => before ?? { ...now.current.base, until: null });
      typing.current = { editor, key, timer: setTimeout(settle, settling) };
    },
    [settle],
  );

  // Nothing is edited (any more): the edit begins from what is so now.
  const clean = Object.keys(changed).length === 0;
  useEffect(() => {
    if (!held || !clean || typing.current) return;
    if (held.until === null || held.until !== resourceVersion) {
      setHeld(null);
      setRestored(null);
      if (Object.entries(held.data).some(([key, text]) => data[key] !== text)) show({});
    }
  }, [held, clean, resourceVersion, data, show]);
  const seen = useRef(data);
  useEffect(() => {
    const before = seen.current;
    seen.current = data;
    if (held === null && Object.keys({ ...before, ...data }).some((key) => before[key] !== data[key]))
      show({});
  }, [data, held, show]);

  // Once: what was typed before a reload or a sign-in.
  const looked = useRef(false);
  useEffect(() => {
    const store = storage();
    if (looked.current || !store || !place) return;
    looked.current = true;
    const found = [...draftsOf(store, place)].filter(([key, draft]) => data[key] !== draft.text);
    // What matters is the text that it began from: another version may have changed other keys only.
    const fits = found.filter(([key, draft]) => draft.base === data[key]);
    setOffered(new Map(found.filter(([key, draft]) => draft.base !== data[key])));
    if (fits.length === 0) return;
    for (const [key, draft] of fits) {
      if (draft.version === resourceVersion) continue;
      saveDraft(store, place, key, { ...draft, version: resourceVersion });
      dropDraft(store, place, key, draft.version);
    }
    setHeld({ resourceVersion, data, until: null });
    show(Object.fromEntries(fits.map(([key, draft]) => [key, draft.text])));
    setRestored(fits.map(([, draft]) => draft.at).sort()[0] ?? null);
  }, [place, data, resourceVersion, show]);

  // A page that goes away keeps the last letters too.
  useEffect(() => {
    const keep = () => void settle();
    addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
      keep();
    };
  }, [settle]);

  const discard = useCallback(() => {
    settle();
    forget();
    setHeld(null);
    setRestored(null);
    show({});
  }, [settle, forget, show]);

  const dropOffered = useCallback(() => {
    const store = storage();
    const { place } = now.current;
    if (store && place) for (const [key, draft] of offered) dropDraft(store, place, key, draft.version);
    setOffered(new Map());
  }, [offered]);

  const rebase = useCallback(
    (next: Base, texts: Readonly<Record<string, string>>) => {
      const store = storage();
      const { place } = now.current;
      const differing = Object.fromEntries(
        Object.entries(texts).filter(([key, text]) => next.data[key] !== text),
      );
      if (store && place) {
        const at = new Date().toISOString();
        for (const [key, text] of Object.entries(differing))
          saveDraft(store, place, key, {
            version: next.resourceVersion,
            base: next.data[key] ?? '',
            text,
            at,
          });
      }
      forget();
      setHeld({ ...next, until: null });
      setRestored(null);
      show(differing);
    },
    [forget, show],
  );

  const applied = useCallback(
    (version: string) => {
      const { base, changed } = now.current;
      forget();
      setRestored(null);
      setHeld({ resourceVersion: version, data: { ...base.data, ...changed }, until: resourceVersion });
      setChanged({});
    },
    [forget, resourceVersion],
  );

  return {
    base,
    changed,
    textOf: (key) => changed[key] ?? base.data[key] ?? '',
    offered,
    restored,
    unkept,
    kept,
    onEdit,
    settle,
    discard,
    dropOffered,
    rebase,
    applied,
    round,
  };
}
