import { configPod } from '#lib/domain/config/config-pods.ts';
import type { ConfigPod, PodDrift } from '#lib/domain/config/config-view.ts';
import { driftedFrom, newerDrift } from '#lib/domain/config/drift.ts';
import type { Comparison } from '#lib/domain/frr/config/comparison.ts';
import type { ConfigMap } from '#lib/domain/kubernetes.ts';
import { configNames } from '#lib/domain/workload/config-uses.ts';
import { workloadOf } from '#lib/domain/workload/owner.ts';
import { gate } from '#lib/kube/gate.ts';
import type { Stores } from '#lib/kube/stores.ts';

/** A pod with the text that it should run. */
export interface Subject {
  namespace: string;
  configMap: string;
  use: ConfigPod;
  key: string;
  text: string;
}

export interface DriftPollOptions {
  stores: Stores;
  compare(subject: Subject): Promise<Comparison>;
  now(): Date;
  onChange(podKey: string): void;
  /** Milliseconds between two comparisons of one pod; default 60,000. */
  intervalMs?: number;
}

export type DriftPoll = ReturnType<typeof startDriftPoll>;

interface Memory {
  drift: PodDrift;
  dueAt: number;
  busy: boolean;
  /** Of the text that was compared, and of the pod. */
  version: string;
  failures: number;
}

const key = 'frr.conf';
/** The kubelet and FRR need a moment after a change, before a difference means anything. */
const settleMs = 3_000;
const longestMs = 600_000;

/**
 * Compares what each router runs with its ConfigMap, by FRR itself, again and again: at most two at a time, soon after a change
 * of the text or of the pod, and less often where it cannot be compared. Nothing in a pod is changed by it.
 */
export function startDriftPoll({ stores, compare, now, onChange, intervalMs = 60_000 }: DriftPollOptions) {
  const memories = new Map<string, Memory>();
  const turns = gate(2);

  const tick = (): void => {
    const present = new Set<string>();
    for (const subject of subjects(stores)) {
      const id = `${subject.namespace}/${subject.configMap}/${subject.use.pod}`;
      present.add(id);
      const version = `${subject.use.uid} ${subject.text.length} ${versionOf(stores, subject)}`;
      const memory = memories.get(id);
      const time = now().getTime();
      if (memory === undefined || memory.version !== version) {
        const drift = memory?.drift ?? unknown(subject, now().toISOString());
        memories.set(id, {
          drift,
          version,
          dueAt: time + settleMs,
          busy: memory?.busy ?? false,
          failures: 0,
        });
      } else if (!memory.busy && memory.dueAt <= time) {
        memory.busy = true;
        void turns.run(() => attend(id, subject)).catch(() => undefined);
      }
    }
    for (const id of memories.keys()) if (!present.has(id)) memories.delete(id);
  };

  async function attend(id: string, subject: Subject): Promise<void> {
    const began = memories.get(id)?.version;
    const result = await compare(subject);
    const memory = memories.get(id);
    if (memory === undefined) return;
    memory.busy = false;
    if (memory.version !== began) return;
    memory.failures = result.state === 'ok' ? 0 : memory.failures + 1;
    const pause = Math.min(intervalMs * 2 ** Math.min(memory.failures, 5), longestMs);
    memory.dueAt = now().getTime() + pause * (0.9 + 0.2 * Math.random());
    put(id, memory, driftedFrom(subject.use, key, result, now().toISOString()), subject);
  }

  function put(
    id: string,
    memory: Memory,
    fresh: PodDrift,
    { namespace, use }: Pick<Subject, 'namespace' | 'use'>,
  ): void {
    const next = newerDrift(memory.drift, fresh);
    const changed = next.state !== memory.drift.state || next.since !== memory.drift.since;
    memories.set(id, { ...memory, drift: next });
    if (changed) onChange(`${namespace}/${use.pod}`);
  }

  const timer = setInterval(tick, 1_000);
  timer.unref();
  return {
    /** Of one ConfigMap's pods, by name. */
    of: (namespace: string, configMap: string): PodDrift[] =>
      [...memories]
        .filter(([id]) => id.startsWith(`${namespace}/${configMap}/`))
        .map(([, { drift }]) => drift)
        .sort((a, b) => (a.pod < b.pod ? -1 : 1)),
    /** Of one pod; null where nothing is compared. */
    ofPod: (namespace: string, pod: string): PodDrift | null => {
      for (const [id, { drift }] of memories)
        if (id.startsWith(`${namespace}/`) && id.endsWith(`/${pod}`)) return drift;
      return null;
    },
    /** Takes what somebody else has just compared, and compares the others soon. */
    heard: (namespace: string, configMap: string, use: ConfigPod, result: Comparison): PodDrift => {
      const fresh = driftedFrom(use, key, result, now().toISOString());
      const id = `${namespace}/${configMap}/${use.pod}`;
      const memory = memories.get(id);
      if (memory === undefined) return fresh;
      put(id, memory, fresh, { namespace, use });
      return memories.get(id)?.drift ?? fresh;
    },
    stop: () => clearInterval(timer),
  };
}

function versionOf({ configmaps }: Stores, { namespace, configMap }: Subject): string {
  return configmaps.get(`${namespace}/${configMap}`)?.metadata.resourceVersion ?? '';
}

/** Running routers whose ConfigMap has a whole configuration. */
function* subjects(stores: Stores): Generator<Subject> {
  for (const pod of stores.pods.values()) {
    const { namespace = '' } = pod.metadata;
    if (pod.status.phase !== 'Running') continue;
    const lookUp = (name: string): ConfigMap | undefined => stores.configmaps.get(`${namespace}/${name}`);
    for (const configMap of configNames(pod.spec)) {
      const text = lookUp(configMap)?.data?.[key];
      if (text === undefined) continue;
      const owner = workloadOf(pod, (space, set) => stores.replicasets.get(`${space}/${set}`));
      const use = configPod(pod, configMap, owner, lookUp);
      if (use?.running) yield { namespace, configMap, use, key, text };
    }
  }
}

const unknown = ({ use }: Subject, since: string): PodDrift => ({
  pod: use.pod,
  function: use.function,
  key,
  state: 'unknown',
  since,
  at: null,
  code: null,
  detail: null,
  missing: [],
  extra: [],
  effect: 'none',
});
