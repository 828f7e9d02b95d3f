import type { LabObject } from '../api/object.ts';
import { resourceOf } from '../api/resources.ts';
import { Cluster } from './cluster.ts';
import { findCommand } from './exec/commands.ts';
import type { CommandOutput } from './frr/command-output.ts';
import { readScenario } from './load-scenario.ts';
import type { Pod, Workload } from './objects.ts';

export const testStart = Date.parse('2026-03-01T12:00:00Z');

const head = `
title: { en: A test, ja: テスト }
description: { en: A test, ja: テスト }
age: 1h
include: [two-nodes, cnf-images]
`;

/** A cluster whose time stands still, with a scenario given as YAML after the head. */
export function testCluster(yaml: string): Cluster {
  const cluster = new Cluster({ start: testStart, seed: 7 });
  cluster.run('test', readScenario(head + yaml, 'test.yaml'));
  return cluster;
}

export function podsOf(cluster: Cluster, prefix = ''): Pod[] {
  const all = cluster.store.list(resourceOf('pods')) as Pod[];
  return all.filter(({ metadata }) => metadata.name.startsWith(prefix));
}

export function podOf(cluster: Cluster, prefix: string): Pod {
  const [pod] = podsOf(cluster, prefix);
  if (pod === undefined) throw new Error(`there is no pod ${prefix}`);
  return pod;
}

export function objectOf(cluster: Cluster, kind: string, name: string): Workload {
  const found = cluster.store.list(resourceOf(kind)).find(({ metadata }) => metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found as Workload;
}

export function change(cluster: Cluster, kind: string, name: string, apply: (copy: Workload) => void): void {
  const { namespace } = objectOf(cluster, kind, name).metadata;
  cluster.store.modify(resourceOf(kind), namespace, name, (copy) => apply(copy as Workload));
}

export function setImage(cluster: Cluster, kind: string, name: string, image: string): void {
  change(cluster, kind, name, (copy) => {
    for (const container of copy.spec.template.spec.containers) container.image = image;
  });
}

/** Advances in steps, and returns what was seen at each. */
export function watch<T>(cluster: Cluster, seconds: number, look: () => T, step = 100): T[] {
  const seen: T[] = [];
  for (let passed = 0; passed < seconds * 1000; passed += step) {
    cluster.advance(step);
    seen.push(look());
  }
  return seen;
}

export function reasons(cluster: Cluster, name: string): string[] {
  return eventsAbout(cluster, name).map((event) => String(event.reason));
}

export function eventsAbout(cluster: Cluster, name: string): LabObject[] {
  return cluster.store
    .list(resourceOf('events', ''))
    .filter((event) => (event.involvedObject as { name: string }).name.startsWith(name));
}

export function isReadyPod(pod: Pod): boolean {
  return pod.status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** A workload in YAML with one container `main`. */
export function workload(kind: string, name: string, image: string, spec = ''): string {
  return `
  - apiVersion: apps/v1
    kind: ${kind}
    metadata: { name: ${name}, namespace: default }
    spec:
      ${spec}
      selector: { matchLabels: { app: ${name} } }
      template:
        metadata: { labels: { app: ${name} } }
        spec: { containers: [{ name: main, image: '${image}' }] }
`;
}

/** Runs a command in a pod's first container, with what it reads. */
export function run(cluster: Cluster, pod: string, command: readonly string[], stdin = ''): CommandOutput {
  const [container] = podOf(cluster, pod).spec.containers;
  if (container === undefined) throw new Error(`${pod} has no container`);
  const context = { sim: cluster.simulation, pod: podOf(cluster, pod), container };
  const [name = '', ...args] = command;
  const found = findCommand(name, context);
  if (found === undefined) throw new Error(`${pod} has no ${name}`);
  return found(args, context, { text: stdin });
}
