import { describe, expect, it } from 'vitest';
import { now, object, runningPod } from './__fixtures__/small-cluster.ts';
import type { LabObject } from './object.ts';
import { resourceOf } from './resources.ts';
import { StatusError } from './status-error.ts';
import { Store, type StoreEvent } from './store.ts';

const pods = resourceOf('pods');
const deployments = resourceOf('deployments');
const replicaSets = resourceOf('replicasets');
const namespaces = resourceOf('namespaces');
const settle = () => new Promise((resolve) => setImmediate(resolve));
const empty = (historyLimit?: number) =>
  new Store({ now: () => now, ...(historyLimit === undefined ? {} : { historyLimit }) });

describe('store', () => {
  it("gives a new object what is the server's to give, and refuses a second", () => {
    const store = empty();
    const made = store.create(deployments, object('Deployment', 'waf', { spec: { replicas: 1 } }));
    expect(made.metadata).toMatchObject({ namespace: 'edge', generation: 1, resourceVersion: '2' });
    expect(made.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(() => store.create(deployments, object('Deployment', 'waf'))).toThrow(
      'deployments.apps "waf" already exists',
    );
  });

  it('makes a free name of generateName', () => {
    const store = empty();
    const pod = { ...runningPod(''), metadata: { name: '', namespace: 'edge', generateName: 'waf-' } };
    const names = [store.create(pods, pod), store.create(pods, pod)].map((made) => made.metadata.name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^waf-[bcdfghjklmnpqrstvwxz2-9]{5}$/);
  });

  it('refuses a write on an older version, unless it is told to ignore it', () => {
    const store = empty();
    const first = store.create(deployments, object('Deployment', 'waf', { spec: { replicas: 1 } }));
    store.update(deployments, { ...first, spec: { replicas: 2 } });
    const late = { ...first, spec: { replicas: 3 } };
    expect(() => store.update(deployments, late)).toThrow(StatusError);
    expect(store.update(deployments, late, { ignoreConflict: true }).spec).toEqual({ replicas: 3 });
  });

  it('counts generations by the spec, and versions by real changes only', () => {
    const store = empty();
    const first = store.create(deployments, object('Deployment', 'waf', { spec: { replicas: 1 } }));
    const same = store.update(deployments, structuredClone(first));
    expect(same).toBe(first);
    const labelled = store.modify(deployments, 'edge', 'waf', (copy) => {
      copy.metadata.labels = { a: 'b' };
    });
    expect(labelled?.metadata.generation).toBe(1);
    const scaled = store.modify(deployments, 'edge', 'waf', (copy) => {
      copy.spec = { replicas: 2 };
    });
    expect(scaled?.metadata.generation).toBe(2);
  });

  it('writes status apart from spec', () => {
    const store = empty();
    store.create(deployments, object('Deployment', 'waf', { spec: { replicas: 1 } }));
    const change = (copy: LabObject) => {
      copy.spec = { replicas: 5 };
      copy.status = { readyReplicas: 1 };
    };
    const status = store.modify(deployments, 'edge', 'waf', change, { subresource: 'status' });
    expect(status).toMatchObject({ spec: { replicas: 1 }, status: { readyReplicas: 1 } });
    const spec = store.modify(deployments, 'edge', 'waf', (copy) => {
      copy.status = { readyReplicas: 9 };
    });
    expect(spec).toBe(status);
    expect(store.modify(deployments, 'edge', 'waf', change, { whole: true })).toMatchObject({
      spec: { replicas: 5 },
    });
  });

  it('keeps what it stored apart from what was given', () => {
    const store = empty();
    const given = object('ConfigMap', 'frr', { data: { a: '1' } });
    store.create(resourceOf('configmaps'), given);
    (given.data as Record<string, string>).a = '2';
    expect(store.get(resourceOf('configmaps'), 'edge', 'frr')?.data).toEqual({ a: '1' });
  });

  it('lets a started pod stay until the kubelet is done, and takes others at once', () => {
    const store = empty();
    store.create(pods, runningPod('waf-a'));
    const deleted = store.remove(pods, 'edge', 'waf-a', { gracePeriodSeconds: 10 });
    expect(deleted.metadata).toMatchObject({
      deletionTimestamp: '2026-01-10T12:00:10Z',
      deletionGracePeriodSeconds: 10,
    });
    store.finalize(pods, 'edge', 'waf-a');
    expect(store.get(pods, 'edge', 'waf-a')).toBeUndefined();
    store.create(pods, object('Pod', 'pending', { spec: {} }));
    store.remove(pods, 'edge', 'pending');
    expect(store.get(pods, 'edge', 'pending')).toBeUndefined();
  });

  it('holds an object until its finalizers are gone', () => {
    const store = empty();
    store.create(deployments, object('Deployment', 'waf', { metadata: { finalizers: ['x/y'] } }));
    store.remove(deployments, 'edge', 'waf');
    expect(store.get(deployments, 'edge', 'waf')?.metadata.deletionTimestamp).toBeDefined();
    store.modify(deployments, 'edge', 'waf', (copy) => {
      copy.metadata.finalizers = [];
    });
    expect(store.get(deployments, 'edge', 'waf')).toBeUndefined();
  });

  it('collects dependents with their last owner, and leaves orphans', async () => {
    const store = empty();
    const owned = (name: string, uid: string | undefined) =>
      object('ReplicaSet', name, {
        metadata: {
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true }],
        },
      });
    for (const name of ['gone', 'left']) {
      const owner = store.create(deployments, object('Deployment', name));
      store.create(replicaSets, owned(name, owner.metadata.uid));
    }
    store.remove(deployments, 'edge', 'gone');
    store.remove(deployments, 'edge', 'left', { propagationPolicy: 'Orphan' });
    await settle();
    expect(store.list(replicaSets).map((item) => item.metadata.name)).toEqual(['left']);
    expect(store.get(replicaSets, 'edge', 'left')?.metadata.ownerReferences).toEqual([]);
  });

  it('empties a namespace before it goes', async () => {
    const store = empty();
    store.create(namespaces, object('Namespace', 'edge'));
    store.create(pods, runningPod('waf-a'));
    store.create(resourceOf('configmaps'), object('ConfigMap', 'frr'));
    expect(store.remove(namespaces, undefined, 'edge').status).toEqual({ phase: 'Terminating' });
    await settle();
    expect(store.list(resourceOf('configmaps'))).toEqual([]);
    expect(store.get(namespaces, undefined, 'edge')).toBeDefined();
    store.finalize(pods, 'edge', 'waf-a');
    await settle();
    expect(store.get(namespaces, undefined, 'edge')).toBeUndefined();
  });

  it('tells everybody of changes in one order, also of those that a listener makes', () => {
    const store = empty();
    const seen: number[] = [];
    store.subscribe(pods, ({ type, object: { metadata } }) => {
      if (type === 'ADDED')
        store.modify(pods, 'edge', metadata.name, (copy) => {
          copy.metadata.labels = { seen: 'yes' };
        });
    });
    store.subscribe(pods, (event: StoreEvent) => seen.push(event.resourceVersion));
    for (const name of ['a', 'b', 'c']) store.create(pods, runningPod(name));
    expect(seen).toHaveLength(6);
    expect(seen).toEqual([...seen].sort((left, right) => left - right));
  });

  it('replays what it still knows, and says when it does not', () => {
    const store = empty(10);
    const start = store.resourceVersion;
    for (let index = 0; index < 15; index += 1) store.create(pods, runningPod(`p${index}`));
    expect(store.since(pods, start)).toHaveLength(15);
    for (let index = 15; index < 40; index += 1) store.create(pods, runningPod(`p${index}`));
    expect(store.since(pods, start)).toBe('expired');
    expect(store.since(pods, store.resourceVersion - 3)).toHaveLength(3);
    store.compact();
    expect(store.since(pods, store.resourceVersion - 1)).toBe('expired');
    expect(store.since(pods, store.resourceVersion)).toEqual([]);
  });
});
