import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasonCodes } from '#lib/domain/health.ts';
import { messages as en } from './messages/en.ts';
import { messages as ja } from './messages/ja.ts';

function flat(tree: object, prefix = ''): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') out.set(prefix + key, value);
    else for (const [inner, text] of flat(value as object, `${prefix}${key}.`)) out.set(inner, text);
  }
  return out;
}

const english = flat(en);
const japanese = flat(ja);

/** Names in braces at the outermost level, and tags: `{count, plural, …}` and `<b>` must be in every language. */
function placeholders(text: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') {
      depth += 1;
      const name = depth === 1 ? /^\{\s*(\w+)/.exec(text.slice(at))?.[1] : undefined;
      if (name) names.add(name);
    } else if (text[at] === '}') depth -= 1;
  }
  for (const tag of text.matchAll(/<(\w+)>/g)) names.add(`<${tag[1]}>`);
  return [...names].sort();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Keys the code uses, in full; `*` stands for what is only known when it runs. */
function used(): Set<string> {
  const keys = new Set<string>();
  const root = join(import.meta.dirname, '../..');
  for (const source of [...sources(join(root, 'components')), ...sources(join(root, 'app'))]) {
    const translators = new Map<string, string>();
    const makers =
      /const (\w+)(?::[^=]+)? = (?:await )?(?:useTranslations\(\s*'([\w.]*)'\s*\)|(titleTexts)\(\))/g;
    for (const [, name, namespace, titles] of source.matchAll(makers)) {
      if (name) translators.set(name, titles ? 'shell.titles' : (namespace ?? ''));
    }
    for (const [name, namespace] of translators) {
      const calls = new RegExp(
        `\\b${name}(?:\\.(?:rich|markup|raw|has))?\\(\\s*(?:'([^']+)'|\`([^\`]+)\`|([\\w.?]+))`,
        'g',
      );
      for (const [, plain, template, expression] of source.matchAll(calls)) {
        const key = plain ?? template?.replaceAll(/\$\{[^}]*\}/g, '*') ?? (expression ? '*' : '');
        keys.add(namespace ? `${namespace}.${key}` : key);
      }
      // A condition between two keys: t(open ? 'a' : 'b').
      const choices = new RegExp(`\\b${name}\\([^()'\`]*\\? '([^']+)' : '([^']+)'`, 'g');
      for (const [, first, second] of source.matchAll(choices)) {
        keys.add(`${namespace}.${first}`);
        keys.add(`${namespace}.${second}`);
      }
    }
  }
  return keys;
}

const matches = (pattern: string, key: string): boolean =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[\\w-]+')}$`).test(key);

describe('texts', () => {
  it('are the same set in every language', () => {
    expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('have the same placeholders in every language', () => {
    for (const [key, text] of english) {
      expect({ key, has: placeholders(japanese.get(key) ?? '') }).toEqual({ key, has: placeholders(text) });
    }
  });

  it('are all used in the code', () => {
    const patterns = [...used()];
    expect([...english.keys()].filter((key) => !patterns.some((pattern) => matches(pattern, key)))).toEqual(
      [],
    );
  });

  it('exist for every key the code uses', () => {
    const keys = [...english.keys()];
    expect([...used()].filter((pattern) => !keys.some((key) => matches(pattern, key)))).toEqual([]);
  });

  it('exist for every reason', () => {
    expect(Object.keys(en.reason).sort()).toEqual([...reasonCodes].sort());
  });
});
