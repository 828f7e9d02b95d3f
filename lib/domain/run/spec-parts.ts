import { type Said, say } from './saying.ts';

/** The leaves of a spec by their path, as `template.spec.containers[frr].image`; a value is JSON, or `#` and a digest. */
export type SpecParts = Record<string, string>;

/** More than these letters of JSON are not worth their room in a run's record. */
const mostLetters = 24_000;
/** Of a value; a longer one is a digest. */
const longest = 60;
/** What may hold something that is not for everybody who sees a run: kept as a digest. */
const concealed = /\.(env|args|command)\[|\.annotations[.[]/;

/**
 * Takes a spec apart, so that it can be said later what of it is different; null where it has too many parts.
 * @param digest a short one of a text
 */
export function specParts(spec: unknown, digest: (text: string) => string): SpecParts | null {
  const parts: SpecParts = {};
  walk(spec, '', (path, value) => {
    const text = JSON.stringify(value);
    parts[path] = concealed.test(path) || text.length > longest ? `#${digest(text)}` : text;
  });
  return JSON.stringify(parts).length > mostLetters ? null : parts;
}

function walk(value: unknown, path: string, leaf: (path: string, value: unknown) => void): void {
  if (Array.isArray(value)) {
    const keys = value.map(keyOf);
    value.forEach((item, index) => {
      const key = keys[index];
      const unique = key !== undefined && keys.indexOf(key) === keys.lastIndexOf(key);
      walk(item, `${path}[${unique ? key : index}]`, leaf);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const word = /^\w+$/.test(key) ? `.${key}` : `[${key}]`;
      walk(item, path === '' ? key : `${path}${word}`, leaf);
    }
  } else leaf(path, value);
}

/** What an item of a list is known by. Source: the patch merge keys of k8s.io/api core/v1. */
function keyOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { mountPath, name, containerPort } = item as Record<string, unknown>;
  const key = mountPath ?? name ?? containerPort;
  return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
}

/** How a spec differs from what it was, part by part; empty where it does not. */
export function partsSaid(was: SpecParts, is: SpecParts): Said[] {
  const changed = Object.keys(was)
    .filter((path) => is[path] !== undefined && is[path] !== was[path])
    .map((path) => {
      const [before = '', after = ''] = [was[path], is[path]];
      const shown = !before.startsWith('#') && !after.startsWith('#');
      return shown ? say('field-other', { path, was: before, is: after }) : say('field-concealed', { path });
    });
  return [
    ...changed,
    ...only(is, was).map((path) => say('field-new', { path })),
    ...only(was, is).map((path) => say('field-gone', { path })),
  ];
}

/** What is in the first and not in the second, each by the highest place that is new. */
function only(of: SpecParts, not: SpecParts): string[] {
  const known = new Set(Object.keys(not).flatMap(places));
  const fresh = Object.keys(of).filter((path) => not[path] === undefined);
  return [...new Set(fresh.map((path) => places(path).find((place) => !known.has(place)) ?? path))];
}

/** `a`, `a.b`, `a.b[c.d]` of `a.b[c.d]`. */
function places(path: string): string[] {
  const ends = [...path.matchAll(/\[[^\]]*\]|\.?[^.[]+/g)].map(({ 0: word, index }) => index + word.length);
  return ends.map((end) => path.slice(0, end));
}
