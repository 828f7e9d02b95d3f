import type { ConfigPod } from '#lib/domain/config/config-view.ts';
import { type Comparison, reloadOutcome } from '#lib/domain/frr/config/comparison.ts';
import { shownLine } from '#lib/domain/frr/config/delta.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { compareInPod } from '#lib/kube/frr-compare.ts';
import { runFrr } from '#lib/kube/frr-programs.ts';
import type { Caller } from './caller.ts';

type Target = { namespace: string; pod: string; container: string };

/** Lines that no live reload applies stay different whatever is done; the others must be gone. */
function remaining(result: Comparison): { open: string[]; restart: string[] } | null {
  if (result.state !== 'ok') return null;
  const all = [...result.delta.delete, ...result.delta.add];
  return {
    open: all.filter(({ effect }) => effect !== 'restart').map(shownLine),
    restart: all.filter(({ effect }) => effect === 'restart').map(shownLine),
  };
}

/** Whether a pod runs a text, but for what only a restart applies. */
export async function runsText(caller: Caller, target: Target, text: string): Promise<Result<boolean>> {
  const result = await compareInPod(caller.connection, target, text);
  const left = remaining(result);
  if (left === null) return fail('refused', `${target.pod}: ${result.state === 'ok' ? '' : result.detail}`);
  return ok(left.open.length === 0);
}

/**
 * Brings a text into one router that runs, by FRR's own reload. Asked again it does what is left to do. What it says afterwards
 * is what FRR says when it is asked, not what the reload ended with. Sessions are for the gates of the run.
 */
export async function reloadPod(
  caller: Caller,
  namespace: string,
  use: Pick<ConfigPod, 'pod' | 'container'>,
  text: string,
): Promise<Result<string>> {
  const target = { namespace, pod: use.pod, container: use.container };
  const first = await compareInPod(caller.connection, target, text);
  const before = remaining(first);
  if (before === null)
    return fail('refused', `${use.pod} was not touched: ${first.state === 'ok' ? '' : first.detail}`);
  if (before.open.length === 0) return ok(`${use.pod} runs it already${needing(before.restart)}.`);
  const end = await runFrr(caller.connection, target, 'reload', text);
  const said = end.ok ? reloadOutcome(end.value) : null;
  const after = await compareInPod(caller.connection, target, text);
  const left = remaining(after);
  const words = end.ok ? (said?.detail ?? '') : end.fault.detail;
  if (left === null)
    return fail(
      'refused',
      `${use.pod}: what it runs now is not known: ${after.state === 'ok' ? '' : after.detail} ${words}`.trim(),
    );
  if (left.open.length > 0)
    return fail(
      'refused',
      `${use.pod}: ${left.open.length === before.open.length ? 'nothing' : 'a part'} was applied. ${words} Not running: ${left.open.slice(0, 5).join('; ')}`,
    );
  const unwritten = said?.unwritten
    ? ' FRR could not write its own file, which is read-only: the mount has it.'
    : '';
  return ok(`${use.pod} runs it${needing(left.restart)}.${unwritten}`);
}

const needing = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `, but for what needs a restart: ${lines.slice(0, 5).join('; ')}`;
