import { foldService, LanguageSupport, StreamLanguage, type StringStream } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { blockEnd } from './frr-blocks.ts';
import { completeFrr } from './frr-completion.ts';
import { type FrrToken, frrToken } from './frr-tokens.ts';

interface LineState {
  /** The words of the line so far. */
  words: string[];
}

/** FRRouting's configuration language, word by word: its grammar belongs to vtysh, which checks it. */
const language = StreamLanguage.define<LineState>({
  name: 'frr',
  startState: () => ({ words: [] }),
  copyState: ({ words }) => ({ words: [...words] }),
  token(stream: StringStream, state) {
    if (stream.sol()) state.words = [];
    if (stream.eatSpace()) return null;
    // A comment or a description is one token: a line of any length costs the same.
    const rest = restOf(state.words);
    stream.match(/^\S+/);
    const word = stream.current();
    const token = frrToken(state.words, word);
    if (token === 'comment' || (rest && token === 'text')) stream.skipToEnd();
    if (state.words.length < 12) state.words.push(word);
    return token;
  },
  blankLine(state) {
    state.words = [];
  },
  languageData: { commentTokens: { line: '!' }, autocomplete: completeFrr },
  tokenTable: {
    comment: tags.lineComment,
    block: tags.definitionKeyword,
    leave: tags.controlKeyword,
    negation: tags.deleted,
    command: tags.keyword,
    option: tags.propertyName,
    name: tags.labelName,
    address: tags.literal,
    number: tags.number,
    permit: tags.bool,
    deny: tags.invalid,
    secret: tags.special(tags.string),
    text: tags.string,
  } satisfies Record<FrrToken, unknown>,
});

const restOf = (words: readonly string[]): boolean => words.includes('description');

/** Folds `router`, `interface` and the other nodes, from the end of their first line to their exit. */
const folding = foldService.of((state, from, to) => {
  const end = blockEnd(state.doc, state.doc.lineAt(from).number);
  return end === null ? null : { from: to, to: state.doc.line(end).to };
});

export const frr = (): LanguageSupport => new LanguageSupport(language, [folding]);
