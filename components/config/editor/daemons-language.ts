import { LanguageSupport, StreamLanguage } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** `/etc/frr/daemons`: assignments of a shell, one a line, with comments by `#`. */
const language = StreamLanguage.define<{ value: boolean }>({
  name: 'daemons',
  startState: () => ({ value: false }),
  token(stream, state) {
    if (stream.sol()) state.value = false;
    if (stream.eatSpace()) return null;
    if (stream.peek() === '#') {
      stream.skipToEnd();
      return 'comment';
    }
    if (!state.value && stream.match(/^[A-Za-z_][A-Za-z0-9_]*(?==)/)) return 'key';
    if (stream.eat('=')) {
      state.value = true;
      return null;
    }
    if (state.value && stream.match(/^(yes|no|true|false)(?=\s|$)/))
      return stream.current() === 'yes' || stream.current() === 'true' ? 'yes' : 'no';
    if (stream.match(/^"[^"]*"?/) || stream.match(/^'[^']*'?/)) return 'text';
    stream.match(/^\S+/);
    return null;
  },
  languageData: { commentTokens: { line: '#' } },
  tokenTable: {
    comment: tags.lineComment,
    key: tags.propertyName,
    yes: tags.bool,
    no: tags.invalid,
    text: tags.string,
  },
});

export const daemons = (): LanguageSupport => new LanguageSupport(language);
