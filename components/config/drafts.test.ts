import { describe, expect, it } from 'vitest';
import { type Draft, draftsOf, dropDraft, saveDraft } from './drafts.ts';

function memory(room = 10_000): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => {
      if (value.length > room) throw new Error('QuotaExceededError');
      kept.set(name, value);
    },
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

const place = { cluster: 'lab', namespace: 'cnf-edge', name: 'router-a' };
const draft = (more: Partial<Draft> = {}): Draft => ({
  version: '7',
  base: 'a\n',
  text: 'b\n',
  at: '2026-01-01T00:00:00Z',
  ...more,
});

describe('drafts', () => {
  it('come back, the latest of each key', () => {
    const store = memory();
    saveDraft(store, place, 'frr.conf', draft());
    saveDraft(store, place, 'frr.conf', draft({ version: '9', text: 'c\n', at: '2026-01-02T00:00:00Z' }));
    saveDraft(store, place, 'a@b%/', draft({ text: 'd' }));
    expect(draftsOf(store, place)).toEqual(
      new Map([
        ['frr.conf', draft({ version: '9', text: 'c\n', at: '2026-01-02T00:00:00Z' })],
        ['a@b%/', draft({ text: 'd' })],
      ]),
    );
  });

  it('belong to one ConfigMap of one cluster', () => {
    const store = memory();
    saveDraft(store, place, 'frr.conf', draft());
    expect(draftsOf(store, { ...place, cluster: 'other' }).size).toBe(0);
    expect(draftsOf(store, { ...place, name: 'router' }).size).toBe(0);
  });

  it('are dropped by the version they began from', () => {
    const store = memory();
    saveDraft(store, place, 'frr.conf', draft());
    dropDraft(store, place, 'frr.conf', '8');
    expect(draftsOf(store, place).size).toBe(1);
    dropDraft(store, place, 'frr.conf', '7');
    expect(draftsOf(store, place).size).toBe(0);
  });

  it('say that there was no room', () => {
    expect(saveDraft(memory(10), place, 'frr.conf', draft())).toBe(false);
  });

  it('pass over what is not a draft', () => {
    const store = memory();
    saveDraft(store, place, 'frr.conf', draft());
    store.setItem(`${store.key(0)}1`, '{"text":1}');
    store.setItem(`${store.key(0)}2`, 'null');
    store.setItem(`${store.key(0)}3`, 'not JSON');
    expect(draftsOf(store, place).get('frr.conf')).toEqual(draft());
  });
});
