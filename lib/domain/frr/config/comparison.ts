import type { Delta } from '../../config/config-view.ts';
import { cut } from '../../cut.ts';
import type { Fault } from '../../result.ts';
import type { CommandEnd } from '../commands.ts';
import { deltaOf } from './delta.ts';

/** Why there is no difference to show. */
export const unavailableCodes = [
  'invalid',
  'not-running',
  'no-python',
  'no-frr-reload',
  'forbidden',
  'failed',
  'too-slow',
  'daemon-down',
  'refused-text',
] as const;
export type UnavailableCode = (typeof unavailableCodes)[number];

export type Comparison =
  | { state: 'ok'; delta: Delta }
  | { state: 'invalid' | 'unavailable'; code: UnavailableCode; detail: string };

const unavailable = (code: UnavailableCode, detail: string): Comparison => ({
  state: code === 'invalid' ? 'invalid' : 'unavailable',
  code,
  detail,
});

/** What the end of `frr-reload.py --test` says. Its output counts only where it ended with 0 and all daemons answered. */
export function comparisonOf(end: CommandEnd): Comparison {
  const words = frrWords(end);
  if (end.exitCode === 91)
    return unavailable('no-frr-reload', 'The container has no /usr/lib/frr/frr-reload.py.');
  if (/failed to process new configuration/.test(end.stderr)) return unavailable('invalid', words);
  const down = /(\w+) is not running/.exec(end.stderr)?.[0];
  if (down !== undefined) return unavailable('daemon-down', down);
  if (end.exitCode !== 0) return unavailable('failed', words || `frr-reload.py ended with ${end.exitCode}.`);
  if (end.truncated) return unavailable('failed', 'The difference is too large to be read.');
  return { state: 'ok', delta: deltaOf(end.stdout) };
}

/** The same for a command that could not be run. */
export function comparisonFault(fault: Fault): Comparison {
  const { kind, detail, reason } = fault;
  if (kind === 'forbidden') return unavailable('forbidden', detail);
  if (reason?.code === 'no-program') return unavailable('no-python', detail);
  if (kind === 'refused' || kind === 'not-found') return unavailable('not-running', detail);
  if (detail.includes('did not end within')) return unavailable('too-slow', detail);
  return unavailable('failed', detail);
}

/** What became of `frr-reload.py --reload`. */
export interface ReloadOutcome {
  /** `partly`: some commands were carried out and some refused, or nobody knows. */
  state: 'applied' | 'nothing' | 'partly' | 'unknown';
  code: UnavailableCode | null;
  detail: string;
  /** FRR could not write its own file, as on a read-only mount; what runs is not touched by that. */
  unwritten: boolean;
}

/**
 * What the end of a reload says. A read-only /etc/frr ends it with 1, after everything was carried out: `vtysh write` is its
 * last command. Run with 8.4.4 and 10.3. What runs afterwards is to be compared in any case.
 */
export function reloadOutcome(end: CommandEnd): ReloadOutcome {
  const words = frrWords(end);
  if (end.exitCode === 91)
    return {
      state: 'nothing',
      code: 'no-frr-reload',
      detail: 'The container has no frr-reload.py.',
      unwritten: false,
    };
  if (/failed to process new configuration/.test(`${end.stderr}${end.stdout}`))
    return { state: 'nothing', code: 'invalid', detail: words, unwritten: false };
  const unwritten = /VtyshException: vtysh returned status \d+ for command "write"/.test(end.stderr);
  const refused = /we failed to remove this command|frr-reload\.py failed due to/.test(
    `${end.stderr}${end.stdout}`,
  );
  if (refused) return { state: 'partly', code: 'failed', detail: words, unwritten };
  if (end.exitCode === 0 || unwritten) return { state: 'applied', code: null, detail: '', unwritten };
  const down = /(\w+) is not running/.exec(end.stderr)?.[0];
  if (down !== undefined) return { state: 'unknown', code: 'daemon-down', detail: down, unwritten };
  return { state: 'unknown', code: 'failed', detail: words || `It ended with ${end.exitCode}.`, unwritten };
}

/** Errors and warnings of frr-reload.py's log, and the last line of a traceback, without colours and times. */
function frrWords({ stderr, stdout }: CommandEnd): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours
  const plain = `${stderr}\n${stdout}`.replace(/\x1b\[\d*m/g, '').split('\n');
  const kept = plain.flatMap((row) => {
    const logged = /^\d{4}-\d\d-\d\d [\d:,]+ +(ERROR|WARNING): (.*)$/.exec(row)?.[2];
    if (logged !== undefined) return [logged];
    if (/^\w*(Exception|Error): /.test(row)) return [row];
    const bytes = /^b'(.*)'$/.exec(row)?.[1];
    return bytes === undefined ? [] : [bytes.replaceAll('\\n', '\n').trim()];
  });
  return cut(kept.join('\n').trim(), 2_000);
}
