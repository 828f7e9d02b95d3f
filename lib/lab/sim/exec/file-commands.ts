import type { CommandOutput } from '../frr/command-output.ts';
import type { Stdin } from './shell.ts';

export interface Files {
  read: (path: string) => string | undefined;
  /** The reason where it cannot be written. */
  write: (path: string, text: string) => string | undefined;
  remove: (path: string) => boolean;
  unusedName: () => string;
}

type FileCommand = (args: readonly string[], files: Files, stdin: Stdin) => CommandOutput;

const ok = (stdout = ''): CommandOutput => ({ stdout, stderr: '', code: 0 });
const failed = (stderr: string, code = 1): CommandOutput => ({ stdout: '', stderr, code });

/** Everything that is left. */
function take(stdin: Stdin): string {
  const { text } = stdin;
  stdin.text = '';
  return text;
}

/** The coreutils that scripts of a few lines use. */
export const fileCommands: Record<string, FileCommand> = {
  cat: (args, files, stdin) => {
    const paths = args.filter((item) => !item.startsWith('-') || item === '-');
    if (paths.length === 0) return ok(take(stdin));
    let stdout = '';
    for (const path of paths) {
      const text = path === '-' || path === '/dev/stdin' ? take(stdin) : files.read(path);
      if (text === undefined) return { stdout, stderr: `cat: ${path}: No such file or directory\n`, code: 1 };
      stdout += text;
    }
    return ok(stdout);
  },
  head: (args, files, stdin) => {
    const at = args.indexOf('-c');
    const count = Number(
      at >= 0 ? args[at + 1] : (args.find((item) => /^-c\d+$/.test(item))?.slice(2) ?? Number.NaN),
    );
    const path = args.find((item, index) => item.startsWith('/') && index !== at + 1);
    const text = path === undefined ? stdin.text : files.read(path);
    if (text === undefined)
      return failed(`head: cannot open '${path}' for reading: No such file or directory\n`);
    if (Number.isNaN(count)) return ok(`${text.split('\n').slice(0, 10).join('\n')}\n`);
    const bytes = Buffer.from(text);
    if (path === undefined) stdin.text = bytes.subarray(count).toString();
    return ok(bytes.subarray(0, count).toString());
  },
  tee: (args, files, stdin) => {
    const text = take(stdin);
    for (const path of args) {
      const refused = files.write(path, text);
      if (refused !== undefined) return { stdout: text, stderr: `tee: ${path}: ${refused}\n`, code: 1 };
    }
    return ok(text);
  },
  mktemp: (args, files) => {
    const name = `/tmp/tmp.${files.unusedName()}`;
    if (!args.includes('-d')) files.write(name, '');
    return ok(`${name}\n`);
  },
  rm: (args, files) => {
    for (const path of args.filter((item) => !item.startsWith('-')))
      if (!files.remove(path) && !args.some((item) => /^-\w*f/.test(item)))
        return failed(`rm: cannot remove '${path}': No such file or directory\n`);
    return ok();
  },
  cp: (args, files) => {
    const [from = '', to = ''] = args.filter((item) => !item.startsWith('-'));
    const text = files.read(from);
    if (text === undefined) return failed(`cp: cannot stat '${from}': No such file or directory\n`);
    const refused = files.write(to, text);
    return refused === undefined ? ok() : failed(`cp: cannot create regular file '${to}': ${refused}\n`);
  },
  echo: (args) => ok(`${args.join(' ')}\n`),
  printf: ([format = '', ...args]) => {
    let index = 0;
    const text = format.replaceAll('\\n', '\n').replaceAll(/%[sd]/g, () => args[index++] ?? '');
    return ok(text);
  },
  mkdir: () => ok(),
  chmod: () => ok(),
  test: (args, files) => condition(args, files),
  '[': (args, files) => condition(args.slice(0, -1), files),
};

function condition(args: readonly string[], files: Files): CommandOutput {
  const [first = '', second = '', third = ''] = args;
  const holds =
    first === '!'
      ? condition(args.slice(1), files).code !== 0
      : first === '-n'
        ? second !== ''
        : first === '-z'
          ? second === ''
          : /^-[efrsx]$/.test(first)
            ? files.read(second) !== undefined
            : first === '-w'
              ? files.write(second, files.read(second) ?? '') === undefined
              : second === '=' || second === '-eq'
                ? first === third
                : second === '!=' || second === '-ne'
                  ? first !== third
                  : first !== '';
  return { stdout: '', stderr: '', code: holds ? 0 : 1 };
}
