import { describe, expect, it } from 'vitest';
import { resourceOf } from '../api/resources.ts';
import { Cluster } from './cluster.ts';
import { loadScenario, readScenario, ScenarioError, scenarioNames } from './load-scenario.ts';
import type { Pod } from './objects.ts';
import { isReadyPod, podsOf, testStart } from './test-cluster.ts';

function load(name: string): Cluster {
  const cluster = new Cluster({ start: testStart, seed: 7 });
  cluster.load(name);
  return cluster;
}

const works = (pod: Pod) => isReadyPod(pod) || pod.status.phase === 'Succeeded';

describe('the scenarios', () => {
  it('are those that the lab promises, the default first', () => {
    expect(scenarioNames()).toEqual([
      'talk-chain',
      'empty',
      'fleet-5000',
      'forty-chains',
      'hostile',
      'pod-list',
      'reload-fails',
      'restricted',
      'trouble',
      'upgrade-loses-bgp',
    ]);
  });

  it.each(['talk-chain', 'empty', 'pod-list', 'restricted'])(
    '%s is settled and well from the first moment',
    (name) => {
      const cluster = load(name);
      expect(
        podsOf(cluster)
          .filter((pod) => !works(pod))
          .map(({ metadata }) => metadata.name),
      ).toEqual([]);
      const names = podsOf(cluster).map(({ metadata }) => metadata.name);
      cluster.advance(120_000);
      expect(podsOf(cluster).map(({ metadata }) => metadata.name)).toEqual(names);
    },
  );

  it('trouble has its troubles, and one chain that is well', () => {
    const cluster = load('trouble');
    const waiting = new Set(
      podsOf(cluster).map(({ status }) => status.containerStatuses?.[0]?.state.waiting?.reason),
    );
    expect(waiting).toEqual(
      new Set([undefined, 'ImagePullBackOff', 'CrashLoopBackOff', 'ContainerCreating']),
    );
    expect(podsOf(cluster, 'sniffer')[0]?.spec.nodeName).toBeUndefined();
    const lb = podsOf(cluster, 'lb').filter(({ metadata }) => metadata.namespace === 'cnf-edge');
    expect(new Set(lb.map(({ spec }) => spec.containers[0]?.image)).size).toBe(2);
    const well = podsOf(cluster).filter(({ metadata }) => metadata.namespace === 'cnf-well');
    expect(well).toHaveLength(6);
    expect(well.every(works)).toBe(true);
  });

  it('fleet-5000 has five thousand ready pods with network-status', () => {
    const pods = podsOf(load('fleet-5000'));
    expect(pods).toHaveLength(5000);
    expect(pods.every(isReadyPod)).toBe(true);
    const reports = pods.map(
      ({ metadata }) => metadata.annotations?.['k8s.v1.cni.cncf.io/network-status'] ?? '',
    );
    expect(reports.every((report) => report.includes('"net2"'))).toBe(true);
  });

  it('repeat themselves with the same seed', () => {
    const uids = () => podsOf(load('talk-chain')).map(({ metadata }) => [metadata.name, metadata.uid]);
    expect(uids()).toEqual(uids());
  });

  it('leave what the next one has under the same names alone', async () => {
    const cluster = load('talk-chain');
    const pods = () => cluster.store.list(resourceOf('pods')).map(({ metadata }) => metadata.name);
    const settled = pods();
    cluster.load('trouble');
    cluster.load('talk-chain');
    // Controllers and the namespaces' own work go on after the call.
    await new Promise((done) => setImmediate(done));
    cluster.advance(1_000);
    expect(pods()).toEqual(settled);
  });

  it('replace one another in the same store, as watches see', () => {
    const cluster = load('talk-chain');
    const version = cluster.store.resourceVersion;
    const deleted: string[] = [];
    cluster.store.subscribe(resourceOf('pods'), ({ type, object }) => {
      if (type === 'DELETED') deleted.push(object.metadata.name);
    });
    cluster.load('pod-list');
    expect(deleted).toContain('router-a-0');
    expect(cluster.store.resourceVersion).toBeGreaterThan(version);
    expect(podsOf(cluster, 'argo')).toHaveLength(1);
    const system = cluster.store.get(resourceOf('namespaces'), undefined, 'kube-system');
    expect(system?.metadata.annotations?.['cnf-console/lab']).toBe('pod-list');
    cluster.advance(60_000);
    expect(podsOf(cluster, 'router')).toEqual([]);
  });
});

describe('a scenario that is wrong', () => {
  const good = 'title: { en: a, ja: a }\ndescription: { en: a, ja: a }\nage: 1h\ninclude: [two-nodes]\n';
  it.each([
    ['no such name', () => loadScenario('nothing'), 'there is no scenario "nothing"'],
    ['no YAML', () => readScenario('a: [', 'x.yaml'), 'x.yaml is not YAML'],
    ['a missing title', () => readScenario('age: 1h', 'x.yaml'), 'x.yaml is not a scenario at title'],
    [
      'a bad duration',
      () => readScenario(good.replace('1h', 'soon'), 'x.yaml'),
      'at age: "soon" is not a duration',
    ],
    ['an unknown key', () => readScenario(`${good}surprise: 1`, 'x.yaml'), 'surprise'],
    [
      'an unknown part',
      () => readScenario(good.replace('two-nodes', 'ten-nodes'), 'x.yaml'),
      'parts/ten-nodes.yaml',
    ],
    ['no nodes', () => readScenario(good.replace('include: [two-nodes]', ''), 'x.yaml'), 'has no nodes'],
  ])('%s is told in one sentence', (_what, read, words) => {
    expect(read).toThrow(ScenarioError);
    expect(read).toThrow(words);
  });
});
