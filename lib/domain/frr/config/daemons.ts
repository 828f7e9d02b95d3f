import { cut } from '../../cut.ts';

export interface DaemonsProblem {
  line: number;
  severity: 'error' | 'warning' | 'info';
  source: 'daemons';
  code: string;
  params: Record<string, string | number>;
  message: string;
}

/** Source: FRR's tools/etc/frr/daemons and tools/frrcommon.sh.in, 8.4 and 10.3. */
const daemons = new Set(
  'zebra bgpd ripd ripngd ospfd ospf6d isisd babeld pimd pim6d ldpd nhrpd eigrpd sharpd pbrd staticd bfdd fabricd vrrpd pathd mgmtd'.split(
    ' ',
  ),
);
const others =
  /^(vtysh_enable|watchfrr_enable|watchfrr_debug|watchfrr_options|frr_profile|frr_global_options|MAX_FDS|FRR_NO_ROOT|all_wrap|[a-z0-9]+_wrap|[a-z0-9]+_options|[a-z0-9]+_instances|valgrind_enable|valgrind)$/;
const assignment = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;

interface Setting {
  line: number;
  name: string;
  value: string;
}

function settings(text: string): { found: Setting[]; unreadable: { line: number; text: string }[] } {
  const found: Setting[] = [];
  const unreadable: { line: number; text: string }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '');
    if (/^\s*(#|$)/.test(line)) continue;
    const match = assignment.exec(line);
    if (match) found.push({ line: index + 1, name: match[1] ?? '', value: (match[2] ?? '').trim() });
    else unreadable.push({ line: index + 1, text: cut(line.trim(), 200) });
  }
  return { found, unreadable };
}

/** The daemons that a `daemons` file switches on. */
export const enabledDaemons = (text: string): Set<string> =>
  new Set(
    settings(text)
      .found.filter(({ name, value }) => daemons.has(name) && /^["']?yes["']?\s*(#.*)?$/.test(value))
      .map(({ name }) => name),
  );

/**
 * What is wrong with the file that says which daemons run, and what a change of it means. The file is sourced by a shell when
 * FRR starts. @param before the text that is in force; null for none
 */
export function checkDaemons(text: string, before: string | null): DaemonsProblem[] {
  const problems: DaemonsProblem[] = [];
  const say = (
    line: number,
    severity: DaemonsProblem['severity'],
    code: string,
    message: string,
    params: DaemonsProblem['params'],
  ) => problems.push({ line, severity, source: 'daemons', code, params, message });
  const { found, unreadable } = settings(text);
  for (const { line, text: shown } of unreadable)
    say(line, 'error', 'daemons-unreadable-line', `\`${shown}\` is not name=value.`, { text: shown });
  const seen = new Map<string, number>();
  for (const { line, name, value } of found) {
    const first = seen.get(name);
    if (first !== undefined)
      say(
        line,
        'warning',
        'daemons-duplicate',
        `${name} is set in line ${first} already; the last one counts.`,
        {
          name,
          line: first,
        },
      );
    seen.set(name, line);
    // Within single quotes a shell takes everything as it is.
    if (/[`;&|<>]|\$[({]/.test(value.replace(/'[^']*'|#.*$/g, '')))
      say(line, 'error', 'daemons-unsafe', 'FRR starts by a shell that would carry this out.', {
        text: cut(value, 200),
      });
    else if (daemons.has(name)) {
      if (!/^["']?(yes|no|0|\d+)["']?\s*(#.*)?$/.test(value))
        say(line, 'error', 'daemons-bad-value', `${name} must be yes or no, not ${cut(value, 60)}.`, {
          name,
          value: cut(value, 60),
        });
    } else if (!others.test(name))
      say(line, 'warning', 'daemons-unknown', `FRR knows no daemon or setting ${name}.`, { name });
  }
  if (before !== null && before !== text) {
    const [was, is] = [enabledDaemons(before), enabledDaemons(text)];
    const started = [...is].filter((name) => !was.has(name)).join(', ');
    const stopped = [...was].filter((name) => !is.has(name)).join(', ');
    say(
      0,
      'warning',
      'daemons-needs-restart',
      'FRR reads this file when it starts: the pods have to be restarted.',
      {
        started,
        stopped,
        change: started && stopped ? 'both' : started ? 'started' : stopped ? 'stopped' : 'none',
      },
    );
  }
  return problems;
}
