import { cut } from '../../cut.ts';
import type { ConfigLine } from './parse.ts';

/** What vtysh says about one line. */
export interface CheckedLine {
  line: number;
  code: 'unknown-command' | 'incomplete-command' | 'ambiguous-command' | 'leaves-configuration';
  /** The line as vtysh repeats it, without indentation. */
  text: string;
  /** vtysh's own words, without the number of its parser's node. */
  message: string;
}

const codes: Record<string, CheckedLine['code']> = {
  'Unknown command': 'unknown-command',
  'Command incomplete': 'incomplete-command',
  'Ambiguous command': 'ambiguous-command',
};
const fault = /^line (\d+): % (Unknown command|Command incomplete|Ambiguous command)(?:\[\d+\])?: ?(.*)$/;
// 10.3 stops reading where `exit` leaves the configuration, and ends with 0: what follows is not checked.
const earlyExit = /^line (\d+): Warning\[\d+\]\.\.\.: early exit from config file$/;

/**
 * Reads standard error of `vtysh -C -f`. Other lines are passed over: 10.3 adds `Configuration file[…] processing failure`.
 * Source: vtysh/vtysh.c `vtysh_config_from_file`, run with 8.4.4 and 10.3.
 */
export function parseCheck(stderr: string): CheckedLine[] {
  const found: CheckedLine[] = [];
  for (const row of stderr.split('\n')) {
    const match = fault.exec(row);
    if (match) {
      const [, line = '', words = '', text = ''] = match;
      const code = codes[words];
      if (code === undefined) continue;
      const shown = cut(text.trim(), 300);
      found.push({ line: Number(line), code, text: shown, message: `% ${words}: ${shown}` });
      continue;
    }
    const early = earlyExit.exec(row);
    if (early)
      found.push({
        line: Number(early[1]),
        code: 'leaves-configuration',
        text: 'exit',
        message: 'Warning: early exit from config file',
      });
  }
  return found;
}

/**
 * For each line that is at fault, the earlier one without which it may well be right: vtysh tries the lines of a context
 * that it could not open in the context around it.
 */
export function consequences(
  lines: readonly ConfigLine[],
  atFault: ReadonlySet<number>,
): Map<number, number> {
  const causes = new Map<number, number>();
  const blocks: ConfigLine[] = [];
  for (const line of lines) {
    if (line.kind === 'blank' || line.kind === 'comment') continue;
    while (blocks.length > 0 && (blocks.at(-1)?.indent ?? 0) >= line.indent) blocks.pop();
    if (atFault.has(line.number)) {
      const around = [line.parent, blocks.at(-1)?.number ?? null];
      const cause = around.find((one) => one !== null && atFault.has(one));
      if (cause !== null && cause !== undefined) causes.set(line.number, causes.get(cause) ?? cause);
    }
    if (line.kind === 'command') blocks.push(line);
  }
  return causes;
}
