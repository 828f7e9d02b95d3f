/** What was typed and not applied, with the text it began from. */
export interface Draft {
  /** The ConfigMap's resourceVersion. */
  version: string;
  base: string;
  text: string;
  /** RFC 3339, by the browser's clock. */
  at: string;
}

/** What a draft belongs to. */
export interface DraftPlace {
  cluster: string;
  namespace: string;
  name: string;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefixOf = (place: DraftPlace): string =>
  `cnf-console:draft:${[place.cluster, place.namespace, place.name].map(encodeURIComponent).join('/')}/`;

const nameOf = (place: DraftPlace, key: string, version: string): string =>
  `${prefixOf(place)}${encodeURIComponent(key)}@${version}`;

/** Keeps a draft; false where the browser has no room for it, or does not let the page keep anything. */
export function saveDraft(store: Store, place: DraftPlace, key: string, draft: Draft): boolean {
  try {
    store.setItem(nameOf(place, key, draft.version), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(store: Store, place: DraftPlace, key: string, version: string): void {
  try {
    store.removeItem(nameOf(place, key, version));
  } catch {
    // A browser that lets nothing be kept has nothing to drop.
  }
}

/** The drafts of a ConfigMap by key, the latest of each; what cannot be read is passed over and left. */
export function draftsOf(store: Store, place: DraftPlace): Map<string, Draft> {
  const found = new Map<string, Draft>();
  const prefix = prefixOf(place);
  try {
    for (let index = 0; index < store.length; index += 1) {
      const name = store.key(index);
      if (!name?.startsWith(prefix)) continue;
      const key = decodeURIComponent(name.slice(prefix.length, name.lastIndexOf('@')));
      const draft = draftIn(store.getItem(name));
      const known = found.get(key);
      if (draft && (!known || known.at < draft.at)) found.set(key, draft);
    }
  } catch {
    return found;
  }
  return found;
}

function draftIn(text: string | null): Draft | null {
  const value = parsed(text ?? 'null');
  if (typeof value !== 'object' || value === null) return null;
  const { version, base, text: typed, at } = value as Partial<Record<keyof Draft, unknown>>;
  return typeof version === 'string' &&
    typeof base === 'string' &&
    typeof typed === 'string' &&
    typeof at === 'string'
    ? { version, base, text: typed, at }
    : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
