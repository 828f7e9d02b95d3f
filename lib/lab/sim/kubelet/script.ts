/** What a container's own command does, as far as the lab can tell from reading it. */
export interface Script {
  /** Lines it writes, each so many milliseconds after the start. */
  lines: { after: number; text: string; stderr: boolean }[];
  /** How it ends; undefined where it runs until it is stopped. */
  exit: { after: number; code: number } | undefined;
}

const unquoted = (word: string): string => word.replace(/^(['"])(.*)\1$/s, '$2');

/**
 * Reads `true`, `false`, `sleep N` and `sh -c` with a list of these, `echo` and `exit`, so that manifests written for a
 * real cluster behave alike here. Undefined for anything else: the image's own program is simulated then.
 */
export function readScript(command: readonly string[]): Script | undefined {
  const [program = '', option, text, ...more] = command;
  const base = program.split('/').at(-1);
  if (base !== 'sh' && base !== 'bash')
    return base === undefined ? undefined : follow([[base, ...command.slice(1)]]);
  if (option !== '-c' || text === undefined || more.length > 0) return undefined;
  const statements = text
    .split(/;|&&|\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  return follow(statements.map(words));
}

function words(statement: string): string[] {
  return (statement.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map(unquoted);
}

function follow(statements: readonly string[][]): Script | undefined {
  const lines: Script['lines'] = [];
  let after = 0;
  let code = 0;
  for (const statement of statements) {
    const [name, ...args] = statement[0] === 'exec' ? statement.slice(1) : statement;
    if (name === 'echo') {
      const stderr = args.at(-1) === '>&2';
      lines.push({ after, text: (stderr ? args.slice(0, -1) : args).join(' '), stderr });
      code = 0;
    } else if (name === 'sleep' && args.length === 1) {
      if (args[0] === 'infinity') return { lines, exit: undefined };
      const seconds = Number(args[0]);
      if (!(seconds >= 0)) return undefined;
      after += seconds * 1000;
      code = 0;
    } else if ((name === 'true' || name === 'false') && args.length === 0) code = name === 'true' ? 0 : 1;
    else if (name === 'exit' && /^\d{0,3}$/.test(args.join(' ')))
      return { lines, exit: { after, code: args.length === 0 ? code : Number(args[0]) } };
    else return undefined;
  }
  return statements.length === 0 ? undefined : { lines, exit: { after, code } };
}
