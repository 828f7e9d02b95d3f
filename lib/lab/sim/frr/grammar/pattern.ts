/** One place of a command: a word of its own, or a value of a kind. */
type Token = { kind: 'keyword'; text: string } | { kind: 'value'; accepts: (word: string) => boolean } | Rest;
type Rest = { kind: 'rest' };

/** A command without options and alternatives. */
export type Sequence = readonly Token[];

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const ipv4Prefix = new RegExp(`^${octet}(?:\\.${octet}){3}/(?:3[0-2]|[12]?\\d)$`);
const ipv6 = /^(?=.*:)(?!.*:::)[0-9a-f:]{2,39}(?:\.\d+\.\d+\.\d+)?$/i;
const ipv6Prefix = /^(?=.*:)(?!.*:::)[0-9a-f:]{2,39}\/(?:12[0-8]|1[01]\d|\d?\d)$/i;

const values: Record<string, (word: string) => boolean> = {
  'A.B.C.D': (word) => ipv4.test(word),
  'A.B.C.D/M': (word) => ipv4Prefix.test(word),
  'X:X::X:X': (word) => ipv6.test(word),
  'X:X::X:X/M': (word) => ipv6Prefix.test(word),
  // Plain, or with a dot (RFC 5396).
  ASNUM: (word) =>
    /^\d{1,5}\.\d{1,5}$/.test(word)
      ? word.split('.').every((part) => Number(part) <= 65535)
      : /^\d{1,10}$/.test(word) && Number(word) >= 1 && Number(word) <= 4_294_967_295,
};

/**
 * Reads a command as FRR's own sources write it (`neighbor <A.B.C.D|X:X::X:X|WORD> shutdown [message LINE...]`) into all
 * sequences of words it stands for.
 */
export function sequencesOf(pattern: string): Sequence[] {
  const symbols = pattern.match(/[[\]<>|]|[^\s[\]<>|]+/g) ?? [];
  let place = 0;
  const choices = (): Sequence[] => {
    const all: Sequence[] = [];
    let current: Sequence[] = [[]];
    for (; place < symbols.length; place += 1) {
      const symbol = symbols[place] ?? '';
      if (symbol === ']' || symbol === '>') break;
      if (symbol === '|') {
        all.push(...current);
        current = [[]];
      } else if (symbol === '[' || symbol === '<') {
        place += 1;
        const inner = [...choices(), ...(symbol === '[' ? [[]] : [])];
        current = current.flatMap((head) => inner.map((tail) => [...head, ...tail]));
      } else current = current.map((head) => [...head, tokenOf(symbol)]);
    }
    return [...all, ...current];
  };
  return choices();
}

function tokenOf(symbol: string): Token {
  if (symbol === 'LINE...') return { kind: 'rest' };
  const range = /^\((\d+)-(\d+)\)$/.exec(symbol);
  if (range !== null) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    return {
      kind: 'value',
      accepts: (word) => /^\d{1,10}$/.test(word) && Number(word) >= low && Number(word) <= high,
    };
  }
  const accepts = values[symbol];
  if (accepts !== undefined) return { kind: 'value', accepts };
  return symbol === symbol.toUpperCase() && /[A-Z]/.test(symbol)
    ? { kind: 'value', accepts: () => true }
    : { kind: 'keyword', text: symbol };
}

export type Fit = { end: 'complete' | 'incomplete'; exact: string; keywords: string } | undefined;

/** How the words fit a sequence. A keyword may be cut short; `exact` tells word by word which ones were not. */
export function fitOf(sequence: Sequence, words: readonly string[]): Fit {
  let exact = '';
  let keywords = '';
  for (const [index, word] of words.entries()) {
    const token = sequence[index];
    if (token === undefined) return undefined;
    if (token.kind === 'rest') return { end: 'complete', exact: `${exact}1`, keywords };
    if (token.kind === 'value') {
      if (!token.accepts(word)) return undefined;
      exact += '1';
    } else {
      if (!token.text.startsWith(word)) return undefined;
      exact += token.text === word ? '2' : '0';
      keywords += `${token.text} `;
    }
  }
  return { end: sequence.length === words.length ? 'complete' : 'incomplete', exact, keywords };
}
