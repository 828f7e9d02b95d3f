import type { Extension } from '@codemirror/state';
import { daemons } from './daemons-language.ts';
import { frr } from './frr-language.ts';

export const languages = ['frr', 'daemons', 'yaml', 'json', 'text'] as const;
export type KeyLanguage = (typeof languages)[number];

/** The language of a ConfigMap's key, by its name: `frr.conf`, `vtysh.conf` and any other `.conf` are FRR's. */
export function languageOf(key: string): KeyLanguage {
  const name = key.toLowerCase();
  if (name === 'daemons') return 'daemons';
  if (/\.(ya?ml)$/.test(name)) return 'yaml';
  if (name.endsWith('.json')) return 'json';
  return /(\.conf|\.frr)$/.test(name) || name === 'config' ? 'frr' : 'text';
}

/** The extension of a language; YAML's and JSON's grammars are loaded where they are asked for. */
export async function loadLanguage(language: KeyLanguage): Promise<Extension> {
  switch (language) {
    case 'frr':
      return frr();
    case 'daemons':
      return daemons();
    case 'yaml':
      return (await import('@codemirror/lang-yaml')).yaml();
    case 'json':
      return (await import('@codemirror/lang-json')).json();
    case 'text':
      return [];
  }
}
