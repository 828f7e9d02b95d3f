import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator, type IntlError, IntlErrorCode } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { actionNames } from '#lib/domain/action/action.ts';
import { refusalCodes } from '#lib/domain/action/allowed.ts';
import { confirmationCodes } from '#lib/domain/action/confirmation.ts';
import { progressStates } from '#lib/domain/action/progress.ts';
import { planOrders } from '#lib/domain/action/rollout-plan.ts';
import { warningCodes } from '#lib/domain/action/warnings.ts';
import { reasonCodes } from '#lib/domain/health.ts';
import { execRefusals } from '#lib/domain/pod/exec-refusal.ts';
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

/** Codes that the server sends: which of them is shown is known only when it runs. */
const codes = {
  name: actionNames,
  refusal: refusalCodes,
  confirm: confirmationCodes,
  warning: warningCodes,
  order: planOrders,
  progress: progressStates,
};

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
    const makers = [
      ...source.matchAll(
        /const (\w+)(?::[^=]+)? = (?:await )?(?:useTranslations\(\s*'([\w.]*)'\s*\)|(titleTexts)\(\))(?!\()/g,
      ),
    ].map((match) => ({
      name: match[1] ?? '',
      namespace: match[3] ? 'shell.titles' : (match[2] ?? ''),
      at: match.index,
    }));
    for (const [, namespace, key] of source.matchAll(/useTranslations\('([\w.]+)'\)\('([\w.-]+)'/g)) {
      keys.add(`${namespace}.${key}`);
    }
    for (const [index, { name, namespace, at }] of makers.entries()) {
      // A name means what the maker before it says, until the next maker of that name.
      const end = makers.slice(index + 1).find((later) => later.name === name)?.at ?? source.length;
      const reach = source.slice(at, end);
      const calls = new RegExp(
        `\\b${name}(?:\\.(?:rich|markup|raw|has))?\\(\\s*(?:'([^']+)'|\`([^\`]+)\`|([^()'\`]*)\\? '([^']+)'\\s*: '([^']+)'|([\\w.?]+))`,
        'g',
      );
      for (const [, plain, template, , first, second] of reach.matchAll(calls)) {
        const found = plain
          ? [plain]
          : template
            ? [template.replaceAll(/\$\{[^}]*\}/g, '*')]
            : first
              ? [first, second]
              : ['*'];
        for (const key of found) keys.add(namespace ? `${namespace}.${key}` : `${key}`);
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

  it.each([
    ['en', en, english],
    ['ja', ja, japanese],
  ] as const)('can be read by what shows them: %s', (locale, messages, texts) => {
    const unread: string[] = [];
    const onError = (error: IntlError) => {
      if (error.code === IntlErrorCode.INVALID_MESSAGE) unread.push(error.message);
    };
    const t = createTranslator({ locale, messages, onError });
    for (const [key, text] of texts) {
      const names = placeholders(text).map((name) =>
        name.startsWith('<') ? [name.slice(1, -1), (chunks: unknown) => chunks] : [name, 1],
      );
      t.rich(key as 'state.loading', Object.fromEntries(names));
    }
    expect(unread).toEqual([]);
  });

  it('are all used in the code', () => {
    const patterns = [...used(), ...Object.keys(codes).map((group) => `action.${group}.*`)];
    expect([...english.keys()].filter((key) => !patterns.some((pattern) => matches(pattern, key)))).toEqual(
      [],
    );
  });

  it('exist for every key the code uses', () => {
    const keys = [...english.keys()];
    expect([...used()].filter((pattern) => !keys.some((key) => matches(pattern, key)))).toEqual([]);
  });

  it.each(Object.entries(codes))('exist for every code of an action: %s', (group, known) => {
    expect(Object.keys(en.action[group as keyof typeof codes]).sort()).toEqual([...known].sort());
  });

  it('exist for every refusal of a command', () => {
    expect(Object.keys(en.state.refusal).sort()).toEqual([...execRefusals].sort());
  });

  it('exist for every reason', () => {
    expect(Object.keys(en.reason).sort()).toEqual([...reasonCodes].sort());
  });
});
