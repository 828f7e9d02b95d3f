/** A piece of a word: text as it is, or something to put in its place. `quoted` keeps what comes out of it whole. */
export type Piece = { text: string; quoted: boolean } | { expand: string; quoted: boolean };
export type Word = Piece[];

export type Lexeme = { word: Word } | { operator: string };

const operators = [
  '2>&1',
  '>&2',
  '1>&2',
  '2>>',
  '2>',
  '&&',
  '||',
  '>>',
  '>',
  '<',
  '|',
  ';',
  '\n',
  '(',
  ')',
  '&',
];

/** The words and operators of a shell script; undefined where a quote does not end. */
export function lexemesOf(script: string): Lexeme[] | undefined {
  const lexemes: Lexeme[] = [];
  let word: Word | undefined;
  const end = () => {
    if (word !== undefined) lexemes.push({ word });
    word = undefined;
  };
  const add = (piece: Piece) => {
    word = [...(word ?? []), piece];
  };
  for (let place = 0; place < script.length; ) {
    const char = script[place] ?? '';
    const rest = script.slice(place);
    const operator = operators.find((item) => rest.startsWith(item));
    if (char === ' ' || char === '\t') {
      end();
      place += 1;
    } else if (operator !== undefined && (word === undefined || !/^[12]>/.test(operator))) {
      end();
      lexemes.push({ operator });
      place += operator.length;
    } else if (char === '#' && word === undefined) {
      place += rest.includes('\n') ? rest.indexOf('\n') : rest.length;
    } else if (char === "'") {
      const close = script.indexOf("'", place + 1);
      if (close < 0) return undefined;
      add({ text: script.slice(place + 1, close), quoted: true });
      place = close + 1;
    } else if (char === '"') {
      const inner = quotedPieces(script, place + 1);
      if (inner === undefined) return undefined;
      for (const piece of inner.pieces) add(piece);
      if (inner.pieces.length === 0) add({ text: '', quoted: true });
      place = inner.end;
    } else if (char === '\\') {
      add({ text: script[place + 1] ?? '', quoted: true });
      place += 2;
    } else if (char === '$') {
      const found = expansion(script, place);
      add(found.expand === '' ? { text: '$', quoted: true } : { expand: found.expand, quoted: false });
      place = found.end;
    } else {
      add({ text: char, quoted: false });
      place += 1;
    }
  }
  end();
  return lexemes;
}

function quotedPieces(script: string, from: number): { pieces: Piece[]; end: number } | undefined {
  const pieces: Piece[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') pieces.push({ text, quoted: true });
    text = '';
  };
  for (let place = from; place < script.length; ) {
    const char = script[place];
    if (char === '"') {
      flush();
      return { pieces, end: place + 1 };
    }
    if (char === '$') {
      const found = expansion(script, place);
      flush();
      pieces.push(found.expand === '' ? { text: '$', quoted: true } : { expand: found.expand, quoted: true });
      place = found.end;
    } else {
      const escaped = char === '\\' && /["\\$`]/.test(script[place + 1] ?? '');
      text += escaped ? script[place + 1] : char;
      place += escaped ? 2 : 1;
    }
  }
  return undefined;
}

/** `$1`, `$@`, `$name`, `${name}`, `$(command)`; an empty one where the dollar is only a dollar. */
function expansion(script: string, place: number): { expand: string; end: number } {
  const rest = script.slice(place + 1);
  if (rest.startsWith('(')) {
    let depth = 0;
    for (let index = 0; index < rest.length; index += 1) {
      if (rest[index] === '(') depth += 1;
      if (rest[index] === ')' && --depth === 0)
        return { expand: rest.slice(0, index + 1), end: place + 2 + index };
    }
    return { expand: '', end: place + 1 };
  }
  const name = /^(?:\{([A-Za-z_]\w*|\d|[@?#])\}|([A-Za-z_]\w*|\d|[@?#$]))/.exec(rest);
  if (name === null) return { expand: '', end: place + 1 };
  return { expand: name[1] ?? name[2] ?? '', end: place + 1 + name[0].length };
}
