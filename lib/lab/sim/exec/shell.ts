import type { CommandOutput } from '../frr/command-output.ts';
import { type Lexeme, lexemesOf, type Word } from './shell-syntax.ts';

/** What a script runs in. */
export interface ShellSite {
  /** Runs a program; undefined where there is none of that name. */
  run: (name: string, args: readonly string[], stdin: Stdin) => CommandOutput | undefined;
  readFile: (path: string) => string | undefined;
  /** The reason where it cannot be written. */
  writeFile: (path: string, text: string) => string | undefined;
}

/** What a command may read; it takes from it as it reads. */
export interface Stdin {
  text: string;
}

interface Shell {
  site: ShellSite;
  parameters: string[];
  variables: Map<string, string>;
  lexemes: Lexeme[];
  place: number;
  out: string;
  err: string;
  code: number;
  ended: boolean;
  /** `set -e`. */
  strict: boolean;
  trap: string | undefined;
}

interface Redirects {
  output: string | undefined;
  append: boolean;
  error: string | undefined;
  input: string | undefined;
  errorToOutput: boolean;
  outputToError: boolean;
}

/** `sh -c SCRIPT NAME PARAMETER …`: lists, pipes, redirections, variables, `if`, and nothing more. */
export function runShell(args: readonly string[], stdin: Stdin, site: ShellSite): CommandOutput {
  const at = args.findIndex((item) => /^-[a-z]*c$/.test(item));
  const script = args[at + 1];
  if (at < 0 || script === undefined) return { stdout: '', stderr: '', code: 0 };
  const strict = args.slice(0, at + 1).some((item) => /^-[a-z]*e/.test(item));
  return runScript(script, args.slice(at + 3), new Map(), stdin, site, strict);
}

function runScript(
  script: string,
  parameters: string[],
  variables: Map<string, string>,
  stdin: Stdin,
  site: ShellSite,
  strict = false,
): CommandOutput {
  const lexemes = lexemesOf(script);
  if (lexemes === undefined)
    return { stdout: '', stderr: 'sh: 1: Syntax error: Unterminated quoted string\n', code: 2 };
  const shell: Shell = {
    site,
    parameters,
    variables,
    lexemes,
    place: 0,
    out: '',
    err: '',
    code: 0,
    ended: false,
    strict,
    trap: undefined,
  };
  list(shell, stdin, [], true);
  if (shell.trap !== undefined) {
    const last = runScript(shell.trap, parameters, variables, stdin, site);
    shell.out += last.stdout;
    shell.err += last.stderr;
  }
  return { stdout: shell.out, stderr: shell.err, code: shell.code };
}

function operatorAt(shell: Shell): string | undefined {
  const lexeme = shell.lexemes[shell.place];
  return lexeme !== undefined && 'operator' in lexeme ? lexeme.operator : undefined;
}

function keywordAt(shell: Shell): string | undefined {
  const lexeme = shell.lexemes[shell.place];
  if (lexeme === undefined || !('word' in lexeme)) return undefined;
  const text = lexeme.word.map((piece) => ('text' in piece && !piece.quoted ? piece.text : '\0')).join('');
  return text;
}

/** Commands up to one of these words; `live` is false where they are only passed over. */
function list(shell: Shell, stdin: Stdin, until: readonly string[], live: boolean): void {
  let runs = live;
  while (shell.place < shell.lexemes.length && !until.includes(keywordAt(shell) ?? operatorAt(shell) ?? '')) {
    const operator = operatorAt(shell);
    if (operator !== undefined && [';', '\n', '&', '&&', '||'].includes(operator)) {
      shell.place += 1;
      if (operator === '&&') runs = runs && shell.code === 0;
      else if (operator === '||') runs = live && shell.code !== 0;
      else runs = live;
      continue;
    }
    const before = shell.place;
    pipeline(shell, stdin, runs && !shell.ended);
    const next = operatorAt(shell);
    if (shell.strict && runs && shell.code !== 0 && next !== '||' && next !== '&&' && until[0] !== 'then')
      shell.ended = true;
    if (shell.place === before) shell.place += 1;
  }
}

function pipeline(shell: Shell, stdin: Stdin, live: boolean): void {
  const negated = keywordAt(shell) === '!';
  if (negated) shell.place += 1;
  let input = stdin;
  for (;;) {
    const kept = shell.out;
    shell.out = '';
    command(shell, input, live);
    const said = shell.out;
    shell.out = kept;
    if (operatorAt(shell) !== '|') {
      shell.out += said;
      break;
    }
    shell.place += 1;
    input = { text: said };
  }
  if (negated && live) shell.code = shell.code === 0 ? 1 : 0;
}

function command(shell: Shell, stdin: Stdin, live: boolean): void {
  const keyword = keywordAt(shell);
  if (keyword === 'if') {
    conditional(shell, stdin, live);
    return;
  }
  if (keyword === '{' || operatorAt(shell) === '(') {
    shell.place += 1;
    list(shell, stdin, keyword === '{' ? ['}'] : [')'], live);
    shell.place += 1;
    return;
  }
  const words: Word[] = [];
  const redirects: Redirects = {
    output: undefined,
    append: false,
    error: undefined,
    input: undefined,
    errorToOutput: false,
    outputToError: false,
  };
  for (; shell.place < shell.lexemes.length; shell.place += 1) {
    const lexeme = shell.lexemes[shell.place];
    if (lexeme === undefined) break;
    if ('word' in lexeme) words.push(lexeme.word);
    else if (!redirect(shell, redirects, lexeme.operator, stdin, live)) break;
  }
  if (live) simple(shell, words, redirects, stdin);
}

function conditional(shell: Shell, stdin: Stdin, live: boolean): void {
  let open = live;
  for (;;) {
    shell.place += 1;
    list(shell, stdin, ['then'], open);
    const taken = open && shell.code === 0;
    shell.place += 1;
    list(shell, stdin, ['elif', 'else', 'fi'], taken);
    if (taken) open = false;
    else if (open) shell.code = 0;
    const next = keywordAt(shell);
    if (next === 'elif') continue;
    shell.place += 1;
    if (next !== 'else') return;
    list(shell, stdin, ['fi'], open);
    shell.place += 1;
    return;
  }
}

function redirect(
  shell: Shell,
  redirects: Redirects,
  operator: string,
  stdin: Stdin,
  live: boolean,
): boolean {
  if (operator === '2>&1') redirects.errorToOutput = true;
  else if (operator === '>&2' || operator === '1>&2') redirects.outputToError = true;
  else if (['>', '>>', '2>', '2>>', '<'].includes(operator)) {
    shell.place += 1;
    const next = shell.lexemes[shell.place];
    const target =
      next !== undefined && 'word' in next && live ? expandWord(shell, next.word, stdin).join(' ') : '';
    if (operator === '<') redirects.input = target;
    else if (operator.startsWith('2')) redirects.error = target;
    else {
      redirects.output = target;
      redirects.append = operator === '>>';
    }
  } else return false;
  return true;
}

function simple(shell: Shell, words: readonly Word[], redirects: Redirects, stdin: Stdin): void {
  const all = words.flatMap((word) => expandWord(shell, word, stdin));
  while (/^[A-Za-z_]\w*=/.test(all[0] ?? '')) {
    const [name = '', ...value] = (all.shift() ?? '').split('=');
    shell.variables.set(name, value.join('='));
    if (all.length === 0) return;
  }
  const { stdout, stderr, code } = call(shell, all, redirects, stdin);
  shell.code = code;
  let [out, err] = [stdout, stderr];
  if (redirects.errorToOutput) [out, err] = [out + err, ''];
  if (redirects.outputToError) [out, err] = ['', out + err];
  if (redirects.error !== undefined) err = write(shell, redirects.error, err, false);
  if (redirects.output !== undefined) {
    err += write(shell, redirects.output, out, redirects.append);
    out = '';
  }
  shell.out += out;
  shell.err += err;
}

function write(shell: Shell, path: string, text: string, append: boolean): string {
  if (path === '/dev/null') return '';
  const before = append ? (shell.site.readFile(path) ?? '') : '';
  const refused = shell.site.writeFile(path, before + text);
  if (refused === undefined) return '';
  shell.code = 2;
  return `sh: 1: cannot create ${path}: ${refused}\n`;
}

function call(shell: Shell, words: readonly string[], redirects: Redirects, stdin: Stdin): CommandOutput {
  const done = (code = 0, stdout = ''): CommandOutput => ({ stdout, stderr: '', code });
  let input = stdin;
  if (redirects.input !== undefined) {
    const text = redirects.input === '/dev/null' ? '' : shell.site.readFile(redirects.input);
    if (text === undefined)
      return { stdout: '', stderr: `sh: 1: cannot open ${redirects.input}: No such file\n`, code: 2 };
    input = redirects.input === '/dev/stdin' ? stdin : { text };
  }
  const [name = '', ...args] = words;
  if (name === '' || name === ':' || name === 'umask' || name === 'sleep' || name === 'export') return done();
  if (name === 'exec' || name === 'command') {
    const looked = args[0] === '-v' ? args[1] : undefined;
    if (looked !== undefined) {
      const found = shell.site.run(looked, ['--version'], { text: '' }) !== undefined;
      return found ? done(0, `/usr/bin/${looked}\n`) : done(127);
    }
    if (args.length === 0) return done();
    const result = call(shell, args, { ...redirects, input: undefined }, input);
    if (name === 'exec') shell.ended = true;
    return result;
  }
  if (name === 'exit') {
    shell.ended = true;
    return done(args[0] === undefined ? shell.code : Number(args[0]) & 255);
  }
  if (name === 'set') {
    shell.strict ||= args.some((item) => /^-[a-z]*e/.test(item));
    return done();
  }
  if (name === 'trap') {
    shell.trap = args[1] === 'EXIT' || args[1] === '0' || args.includes('EXIT') ? args[0] : shell.trap;
    return done();
  }
  if (name === 'shift') {
    shell.parameters.shift();
    return done();
  }
  const ran = shell.site.run(name, args, input);
  return ran ?? { stdout: '', stderr: `sh: 1: ${name}: not found\n`, code: 127 };
}

function expandWord(shell: Shell, word: Word, stdin: Stdin): string[] {
  const [only] = word;
  if (word.length === 1 && only !== undefined && 'expand' in only && only.expand === '@')
    return [...shell.parameters];
  let text = '';
  let isQuoted = false;
  for (const piece of word) {
    isQuoted ||= piece.quoted;
    text += 'text' in piece ? piece.text : expanded(shell, piece.expand, stdin);
  }
  return text === '' && !isQuoted ? [] : [text];
}

function expanded(shell: Shell, name: string, stdin: Stdin): string {
  if (name.startsWith('(')) {
    const inner = runScript(name.slice(1, -1), shell.parameters, shell.variables, stdin, shell.site);
    shell.err += inner.stderr;
    shell.code = inner.code;
    return inner.stdout.replace(/\n+$/, '');
  }
  if (name === '?') return String(shell.code);
  if (name === '#') return String(shell.parameters.length);
  if (name === '$') return '4711';
  if (name === '@') return shell.parameters.join(' ');
  if (/^\d$/.test(name)) return name === '0' ? 'sh' : (shell.parameters[Number(name) - 1] ?? '');
  return shell.variables.get(name) ?? '';
}
