import { cut } from '#lib/domain/cut.ts';
import type { Pod } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { type ChosenHook, type DrainHook, hookFor } from '#lib/domain/run/drain-hook.ts';
import { execWith } from '#lib/kube/exec-with.ts';
import type { Caller } from './caller.ts';

// Next.js has a copy of this module in each route; what the console was started with is one.
const place = Symbol.for('cnf-console.drain-hooks');
const shared = globalThis as { [place]?: readonly DrainHook[] };

/** What this process was started with. */
export function setDrainHooks(hooks: readonly DrainHook[]): void {
  shared[place] = hooks;
}

/** The hook for a template or a pod, by its containers. */
export const drainHookOf = (spec: Pod['spec']): ChosenHook | null =>
  hookFor(shared[place] ?? [], spec.containers);

const bounds = { timeoutMs: 8_000, maxBytes: 64 * 1024 };

/** Drains a pod, or takes that back, by what the console is set up to execute. Fault `refused` with what it said. */
export async function runDrainHook(caller: Caller, pod: Pod, on: boolean): Promise<Result<true>> {
  const { namespace = '', name } = pod.metadata;
  const chosen = drainHookOf(pod.spec);
  if (chosen === null)
    return fail('refused', `${name}: this console is set up with no drain for its containers.`);
  const { container, hook } = chosen;
  const command = on ? hook.command : hook.undo;
  const end = await execWith(caller.connection, bounds)({ namespace, pod: name, container }, command);
  if (!end.ok) return end.fault.kind === 'not-found' ? ok(true) : end;
  if (end.value.exitCode === 0) return ok(true);
  const said = `${end.value.stdout}${end.value.stderr}`.trim();
  return fail(
    'refused',
    `${name}: ${command.join(' ')}: ${cut(said, 300) || `exit code ${end.value.exitCode}`}`,
  );
}
