import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import { formatProblems } from '#lib/domain/config/format-problems.ts';
import { keyKind } from '#lib/domain/config/key-kind.ts';
import { advice } from '#lib/domain/frr/config/advice.ts';
import { consequences } from '#lib/domain/frr/config/check-output.ts';
import { checkDaemons } from '#lib/domain/frr/config/daemons.ts';
import { parseConfig } from '#lib/domain/frr/config/parse.ts';
import { isOfItsRelease } from '#lib/domain/frr/config/release.ts';
import { dangers, type TextProblem, textProblems } from '#lib/domain/frr/config/text-problems.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { askedConfig } from './asked-config.ts';
import type { Caller } from './caller.ts';
import { checkInPods, type NoPod, type PodCheck } from './check-in-pods.ts';
import { type ConfigParams, configPods, wantedRelease } from './config-subject.ts';

type Problem = ConfigCheck['problems'][number];

/** More than these help nobody. */
const shownProblems = 500;

interface Body {
  key: string;
  text: string;
  against?: string | undefined;
}

/** Checks a text by the program that will run it, and by what the console knows beyond its grammar. Nothing is changed. */
export async function checkConfig({ params, body, request }: Call<ConfigParams, unknown, Body>) {
  const asked = await askedConfig(params, request);
  if (!asked.ok) return asked;
  const { caller, hub, subject } = asked.value;
  const present = subject.known.data?.[body.key] ?? null;
  const pods = configPods(hub, params);
  const interfaces = pods.flatMap(({ pod }) => {
    const row = hub.pod(params.namespace, pod);
    return row ? [{ pod, interfaces: row.interfaces }] : [];
  });
  const none = noPodOf(wantedRelease(hub, subject.usedBy));
  const daemons = subject.known.data?.daemons ?? null;
  return checkText(caller, params.namespace, { ...body, present, pods, interfaces, none, daemons });
}

/** @param expected the release that would run it */
export const noPodOf = (expected: string | null): NoPod => ({
  code: 'no-pod',
  detail: 'No pod runs FRRouting with it.',
  expected,
});

interface Asked extends Body {
  /** The text that is in the cluster now. */
  present: string | null;
  pods: Parameters<typeof checkInPods>[2];
  interfaces: Parameters<typeof advice>[1]['pods'];
  /** The file that says which daemons run. */
  daemons?: string | null;
  /** Where no pod runs it. */
  none: NoPod;
}

/** The check without the request: an edit is held to it as well. */
export async function checkText(
  caller: Caller,
  namespace: string,
  { key, text, against, present, pods, interfaces, none, daemons = null }: Asked,
): Promise<Result<ConfigCheck>> {
  const kind = keyKind(key);
  const own = textProblems(text);
  if (kind !== 'frr' && kind !== 'vtysh') {
    const found = kind === 'daemons' ? checkDaemons(text, present) : formatProblems(kind, text);
    return ok(answerOf([], [...own.map((one) => ofText(one, 'text')), ...found.map(complete)], false));
  }
  const all = [...own, ...dangers(text)];
  const stops = all.some((one) => one.stops);
  const checks = stops
    ? [refusedCheck]
    : await checkInPods(caller.connection, namespace, pods, text, against, none);
  const lines = parseConfig(text);
  const problems = [
    ...all.map((one) => ofText(one, 'text')),
    ...vtyshProblems(checks, lines),
    ...(kind === 'frr' ? advice(text, { before: present, pods: interfaces, daemons }).map(complete) : []),
  ];
  return ok(answerOf(checks, problems, true));
}

const refusedCheck: PodCheck = {
  how: 'none',
  pod: null,
  container: null,
  image: null,
  version: null,
  expected: null,
  state: 'not-checked',
  code: 'refused-text',
  detail: 'The text was not given to FRR: mend what stands against it first.',
  milliseconds: null,
  pods: [],
  lines: [],
};

/** What all versions say, each line and message once, with the versions that say it. */
function vtyshProblems(checks: readonly PodCheck[], lines: ReturnType<typeof parseConfig>): Problem[] {
  const merged = new Map<string, Problem>();
  for (const check of checks) {
    const { version, image, lines: said } = check;
    // Another release may well take what this one refuses.
    const severity = isOfItsRelease(check) ? 'error' : 'warning';
    const causes = consequences(lines, new Set(said.map(({ line }) => line)));
    for (const { line, code, text, message } of said) {
      const key = `${line} ${code}`;
      const known = merged.get(key);
      const name = version ?? image ?? '';
      const consequenceOf = causes.get(line) ?? null;
      if (known) {
        known.versions.push(name);
        // To be right in one version it takes more than another line in this one.
        if (consequenceOf === null) known.consequenceOf = null;
        if (severity === 'error') known.severity = severity;
      } else
        merged.set(key, {
          line,
          column: null,
          severity,
          source: 'vtysh',
          code,
          params: { text },
          message,
          consequenceOf,
          versions: [name],
        });
    }
  }
  return [...merged.values()];
}

type Partial = Pick<Problem, 'line' | 'severity' | 'source' | 'code' | 'params' | 'message'> & {
  column?: number | null;
};
const complete = ({ column = null, ...one }: Partial): Problem => ({
  ...one,
  column,
  consequenceOf: null,
  versions: [],
});

const ofText = ({ line, severity, code, params, message }: TextProblem, source: Problem['source']): Problem =>
  complete({ line, severity, code, params, message, source });

function answerOf(checks: readonly PodCheck[], problems: Problem[], byFrr: boolean): ConfigCheck {
  const wrong = problems.some(({ severity }) => severity === 'error');
  const checked = checks.filter((one) => one.state !== 'not-checked' && isOfItsRelease(one));
  const names = checked.map(({ version, pod, how }) =>
    how === 'local' ? `vtysh ${version ?? ''} of the console` : `vtysh ${version ?? ''} in ${pod}`,
  );
  const sorted = problems.sort((a, b) => a.line - b.line || rank(a) - rank(b));
  return {
    ok: wrong ? false : byFrr && checked.length === 0 ? null : true,
    checkedWith: names.length === 0 ? null : names.map((name) => name.replace('  ', ' ')).join('; '),
    checks: checks.map(({ lines: _, ...check }) => check),
    problems: sorted.slice(0, shownProblems),
    omitted: Math.max(0, sorted.length - shownProblems),
  };
}

const rank = ({ severity }: Problem): number => ['error', 'warning', 'info'].indexOf(severity);
