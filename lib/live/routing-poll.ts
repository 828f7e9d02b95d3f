import type { CommandEnd } from '#lib/domain/frr/commands.ts';
import type { RoutingSummary } from '#lib/domain/frr/routing-summary.ts';
import { unreadRouting } from '#lib/domain/frr/summarize-routing.ts';
import { type Fault, fail, type Result } from '#lib/domain/result.ts';
import { readDaemons, readRouting } from './read-routing.ts';

/** A pod that runs FRRouting and is running. */
export interface RoutingPod {
  /** `namespace/name` */
  key: string;
  /** Another pod of the same name starts afresh. */
  uid: string;
  namespace: string;
  name: string;
  /** The container that runs FRRouting. */
  container: string;
  /** Which daemons it was to start, as far as its configuration is known. */
  daemons?: ReadonlySet<string>;
}

export interface RoutingPollOptions {
  exec: (
    target: { namespace: string; pod: string; container: string },
    command: readonly string[],
  ) => Promise<Result<CommandEnd>>;
  pods: () => readonly RoutingPod[];
  publish: (podKey: string, summary: RoutingSummary) => void;
  now: () => Date;
  /** Milliseconds between two readings of one pod, before jitter of a tenth; default 10,000. */
  intervalMs?: number;
  /** Pods that are read at the same time; each is read by one exec after the other. Default 4. */
  concurrency?: number;
  /** Between 0 and 1; for tests. */
  random?: () => number;
}

export interface RoutingPoll {
  start(): void;
  /** Nothing is published after this. */
  stop(): void;
}

/** What is remembered of a pod between readings; times are milliseconds of `now`. */
interface Memory {
  dueAt: number;
  reading: boolean;
  failures: number;
  daemons: ReadonlySet<string>;
  /** What it was to start when it was first seen: a later edit comes with its next start. */
  configured: ReadonlySet<string>;
  /** Not all of them ran at the last reading. */
  lacked: boolean;
  daemonsReadAt: number;
  toldForbidden: boolean;
}

const forbiddenPauseMs = 60_000;
const longestBackOffMs = 60_000;
const daemonsForMs = 60_000;
const tickMs = 500;

/**
 * Reads the routing sessions of all FRR pods again and again. A pod that is still being read when its turn comes is
 * passed over, and pods are taken by how long they have been due, so nothing queues. Where exec is forbidden in a
 * namespace, each of its pods says so once, and one of them is asked again after a minute. A pod that does not answer is
 * published as unread and asked less often, down to once a minute.
 */
export function createRoutingPoll(options: RoutingPollOptions): RoutingPoll {
  const { exec, pods, publish, now, intervalMs = 10_000, concurrency = 4, random = Math.random } = options;
  const memories = new Map<string, Memory>();
  const forbidden = new Map<string, { until: number; detail: string }>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let active = 0;
  /** Readings of an earlier start publish nothing. */
  let generation = 0;

  const after = (milliseconds: number): number => now().getTime() + milliseconds * (0.9 + 0.2 * random());
  const idOf = (pod: RoutingPod): string => `${pod.key} ${pod.uid}`;

  function unread(pod: RoutingPod, forbidden: boolean, detail: string): void {
    publish(pod.key, unreadRouting({ forbidden, detail }, now().toISOString()));
  }

  function memoryOf(pod: RoutingPod): Memory {
    const known = memories.get(idOf(pod));
    if (known) return known;
    const fresh: Memory = {
      dueAt: now().getTime(),
      reading: false,
      failures: 0,
      daemons: new Set(),
      configured: pod.daemons ?? new Set(),
      lacked: false,
      daemonsReadAt: 0,
      toldForbidden: false,
    };
    memories.set(idOf(pod), fresh);
    return fresh;
  }

  function turn(): void {
    if (timer === null) return;
    const present = pods();
    const ids = new Set(present.map(idOf));
    for (const id of memories.keys()) if (!ids.has(id)) memories.delete(id);
    const time = now().getTime();
    const due = present
      .map((pod) => ({ pod, memory: memoryOf(pod) }))
      .filter(({ memory }) => !memory.reading && memory.dueAt <= time)
      .sort((a, b) => a.memory.dueAt - b.memory.dueAt);
    for (const { pod, memory } of due) {
      const ban = forbidden.get(pod.namespace);
      if (ban && ban.until > time) {
        tellForbidden(pod, memory, ban);
        continue;
      }
      if (active >= concurrency) continue;
      // One pod asks for the namespace; the others go on when it was let through.
      if (ban) ban.until = time + forbiddenPauseMs;
      void attend(pod, memory, generation);
    }
  }

  function tellForbidden(pod: RoutingPod, memory: Memory, ban: { until: number; detail: string }): void {
    if (!memory.toldForbidden) unread(pod, true, ban.detail);
    memory.toldForbidden = true;
    memory.dueAt = ban.until;
  }

  async function attend(pod: RoutingPod, memory: Memory, started: number): Promise<void> {
    active += 1;
    memory.reading = true;
    memory.dueAt = after(intervalMs);
    const result = await read(pod, memory).catch((error: unknown) => fail('unreachable', String(error)));
    active -= 1;
    memory.reading = false;
    const gone = memories.get(idOf(pod)) !== memory || !pods().some((other) => idOf(other) === idOf(pod));
    if (generation !== started) return;
    if (!gone) {
      if (result.ok) {
        memory.failures = 0;
        memory.toldForbidden = false;
        letIn(pod.namespace);
        publish(pod.key, result.value);
      } else failed(pod, memory, result.fault);
    }
    turn();
  }

  function letIn(namespace: string): void {
    if (!forbidden.delete(namespace)) return;
    for (const pod of pods()) {
      const memory = memories.get(idOf(pod));
      if (pod.namespace === namespace && memory?.toldForbidden) memory.dueAt = after(intervalMs * random());
    }
  }

  function failed(pod: RoutingPod, memory: Memory, fault: Fault): void {
    memory.failures += 1;
    if (fault.kind === 'forbidden') {
      const ban = { until: now().getTime() + forbiddenPauseMs, detail: fault.detail };
      forbidden.set(pod.namespace, ban);
      tellForbidden(pod, memory, ban);
      return;
    }
    memory.dueAt = after(Math.min(intervalMs * 2 ** Math.min(memory.failures - 1, 8), longestBackOffMs));
    memory.daemonsReadAt = 0;
    unread(pod, false, fault.detail);
  }

  async function read(pod: RoutingPod, memory: Memory): Promise<Result<RoutingSummary>> {
    const target = { namespace: pod.namespace, pod: pod.name, container: pod.container };
    const run = (command: readonly string[]) => exec(target, command);
    const time = now().getTime();
    if (memory.daemonsReadAt === 0 || time - memory.daemonsReadAt >= daemonsForMs) {
      const daemons = await readDaemons(run, memory.daemons);
      if (!daemons.ok) return daemons;
      // Right after its start FRR lists few daemons or none: then they are asked for again next time, and what is missing then as well
      // is told to be down by its own command.
      const lacks = [...memory.configured].some((daemon) => !daemons.value.has(daemon));
      const isUp = daemons.value.has('zebra') && (!lacks || memory.lacked);
      memory.lacked = lacks;
      memory.daemons = isUp ? new Set([...daemons.value, ...memory.configured]) : daemons.value;
      memory.daemonsReadAt = isUp ? time : 0;
    }
    return readRouting(run, memory.daemons, now);
  }

  return {
    start() {
      if (timer !== null) return;
      generation += 1;
      timer = setInterval(turn, Math.min(tickMs, intervalMs));
      timer.unref?.();
      turn();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      generation += 1;
      memories.clear();
      forbidden.clear();
    },
  };
}
