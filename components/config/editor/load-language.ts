import type { Extension } from '@codemirror/state';
import { daemons } from './daemons-language.ts';
import { frr } from './frr-language.ts';
import type { KeyLanguage } from './language-name.ts';

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
