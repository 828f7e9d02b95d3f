import { cut } from '../../cut.ts';

/** Something about a text as such, told before any program sees it. */
export interface TextProblem {
  line: number;
  severity: 'error' | 'warning' | 'info';
  code: string;
  params: Record<string, string | number>;
  message: string;
  /** The text must not be given to vtysh. */
  stops: boolean;
}

/** Of all keys of a ConfigMap together. Source: Kubernetes' pkg/apis/core `MaxSecretSize`. */
export const maximumBytes = 1_048_576;
/** vtysh reads lines into a buffer of this size, so a longer one becomes two. Source: FRR's lib/vty.h `VTY_BUFSIZ`. */
const lineBytes = 4095;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with any text that goes into a ConfigMap. */
export function textProblems(text: string): TextProblem[] {
  const found: TextProblem[] = [];
  const add = (
    line: number,
    severity: TextProblem['severity'],
    code: string,
    message: string,
    params: TextProblem['params'] = {},
    stops = severity === 'error',
  ) => found.push({ line, severity, code, params, message, stops });
  const at = (index: number): number => text.slice(0, index).split('\n').length;

  const bytes = bytesOf(text);
  if (bytes > maximumBytes)
    add(0, 'error', 'too-large', `${bytes} bytes are more than the ${maximumBytes} of a ConfigMap.`, {
      bytes,
      limit: maximumBytes,
    });
  const nul = text.indexOf('\0');
  if (nul >= 0) add(at(nul), 'error', 'nul', 'A NUL character: FRR would read the line only up to it.');
  const unreadable = text.search(
    /\ufffd|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
  );
  if (unreadable >= 0)
    add(
      at(unreadable),
      'error',
      'not-utf8',
      'A character that is not UTF-8, or was not when the text was read.',
    );
  const returns = text.match(/\r/g)?.length ?? 0;
  if (returns > 0)
    add(
      at(text.indexOf('\r')),
      'warning',
      'carriage-return',
      `${returns} carriage returns: FRR drops them at the end of a line, other programs do not.`,
      { count: returns },
    );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const controls = text.match(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/g) ?? [];
  const [first] = controls;
  if (first !== undefined)
    add(
      at(text.indexOf(first)),
      'warning',
      'control-character',
      `${controls.length} control characters, the first is U+${first.charCodeAt(0).toString(16).padStart(4, '0')}.`,
      { code: first.charCodeAt(0).toString(16).padStart(4, '0'), count: controls.length },
    );
  if (text !== '' && !text.endsWith('\n'))
    add(at(text.length), 'info', 'no-final-newline', 'The last line has no line end.');
  return found;
}

/**
 * Commands that vtysh itself carries out while it reads a file, also with `-C`, where no daemon is asked: `output file`
 * truncates any file; after an `exit` too many 8.4.4 runs `ping` and whatever else its view node has. Each may be
 * abbreviated. Run with 8.4.4 and 10.3; source: vtysh/vtysh.c.
 */
const writing = ['output', 'copy', 'write'];
const running = ['ping', 'traceroute', 'mtrace', 'start-shell', 'ssh', 'telnet'];
/** Print to whoever reads, and are no configuration either. */
const exactly = ['do', 'list', 'find'];

/** No configuration command is abbreviated by one of these: `w file` is `write file`. */
const isShortFor = (word: string, command: string): boolean => word !== '' && command.startsWith(word);

/** What must not be given to vtysh, beyond `textProblems`. */
export function dangers(text: string): TextProblem[] {
  const found: TextProblem[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    const characters = raw.length > lineBytes / 4 ? bytesOf(raw) : 0;
    if (characters > lineBytes)
      found.push({
        line,
        severity: 'error',
        code: 'line-too-long',
        params: { characters, limit: lineBytes },
        message: `${characters} bytes: FRR cuts lines after ${lineBytes} and takes the rest as another line.`,
        stops: true,
      });
    const words = raw.trim().split(/\s+/);
    const word = words[0] === 'no' ? (words[1] ?? '') : (words[0] ?? '');
    const writes = writing.some((command) => isShortFor(word, command));
    const runs = exactly.includes(word) || running.some((command) => isShortFor(word, command));
    if (!writes && !runs) continue;
    const command = cut(words.join(' '), 100);
    found.push({
      line,
      severity: 'error',
      code: writes ? 'writes-file' : 'runs-command',
      params: { command },
      message: writes
        ? `\`${command}\` is no configuration: vtysh would write a file.`
        : `\`${command}\` is no configuration: vtysh would carry it out.`,
      stops: true,
    });
  }
  return found;
}
