import type { Caller } from '#lib/auth/caller.ts';
import { cut } from '#lib/domain/cut.ts';
import { type BgpFlow, parseBgpFlow } from '#lib/domain/frr/bgp.ts';
import { type CommandEnd, commandProblem, routingCommands, vtysh } from '#lib/domain/frr/commands.ts';
import type { Pod } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { ObservedPod } from '#lib/domain/run/observed.ts';
import type { BaseSession } from '#lib/domain/run/run.ts';
import { sessionKey } from '#lib/domain/run/session-key.ts';
import { routingContainer } from '#lib/domain/workload/is-routing.ts';
import { execWith } from '#lib/kube/exec-with.ts';
import { readDaemons, readSessionsOfEach } from '#lib/live/read-routing.ts';
import { running } from '#lib/live/running.ts';

const bounds = { timeoutMs: 8_000, maxBytes: 2 * 1024 * 1024 };

/** Runs commands in the container of a pod that runs FRRouting; null where none does. */
export function inRouter(
  caller: Caller,
  pod: Pod,
): ((command: readonly string[]) => Promise<Result<CommandEnd>>) | null {
  const { namespace = '', name } = pod.metadata;
  const { configmaps } = running().hub.stores;
  const container = routingContainer(pod.spec, (map) => configmaps.get(`${namespace}/${map}`));
  if (container === null) return null;
  const exec = execWith(caller.connection, bounds);
  return (command) => exec({ namespace, pod: name, container }, command);
}

/** Sessions of a pod that are up, and the daemons that run; null where they cannot be read now. */
export async function readSessions(
  caller: Caller,
  pod: Pod,
): Promise<Required<Pick<ObservedPod, 'sessions' | 'daemons'>> | null> {
  const run = inRouter(caller, pod);
  if (run === null) return { sessions: [], daemons: [] };
  const daemons = await readDaemons(run, new Set());
  if (!daemons.ok || !daemons.value.has('zebra')) return null;
  const found: BaseSession[] = [];
  const each = await readSessionsOfEach(run, daemons.value);
  if (!each.ok) return null;
  for (const { value } of each.value.values())
    for (const session of value)
      if (session.up) found.push({ key: sessionKey(session), prefixes: session.prefixesReceived });
  return { sessions: found.sort((a, b) => (a.key < b.key ? -1 : 1)), daemons: [...daemons.value] };
}

/** What BGP in a pod is exchanging; null where it cannot be read now. */
export async function readFlow(caller: Caller, pod: Pod): Promise<BgpFlow | null> {
  const end = await inRouter(caller, pod)?.(vtysh(routingCommands.bgp.show));
  return end?.ok && commandProblem(end.value) === null ? parseBgpFlow(end.value.stdout) : null;
}

/**
 * RFC 8326, for every BGP instance of the pod, in the running configuration only: nothing is written.
 * Source: FRR bgpd/bgp_vty.c `bgp_graceful_shutdown` in CONFIG_NODE, 8.4 and 10.3.
 */
export async function setGracefulShutdown(caller: Caller, pod: Pod, on: boolean): Promise<Result<true>> {
  const run = inRouter(caller, pod);
  if (run === null) return ok(true);
  const line = on ? 'bgp graceful-shutdown' : 'no bgp graceful-shutdown';
  const end = await run(['vtysh', '-c', 'configure terminal', '-c', line]);
  if (!end.ok) return end.fault.kind === 'not-found' ? ok(true) : end;
  const said = `${end.value.stdout}${end.value.stderr}`.trim();
  // Without bgpd there is nothing to shut down, and nothing that stays behind.
  if (end.value.exitCode === 0 || /bgpd is not running|failed to connect/i.test(said)) return ok(true);
  return fail(
    'refused',
    `${pod.metadata.name}: ${line}: ${cut(said, 300) || `exit code ${end.value.exitCode}`}`,
  );
}
