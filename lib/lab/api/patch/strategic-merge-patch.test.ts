import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyStrategicMergePatch } from './strategic-merge-patch.ts';

const patchPod = (document: object, patch: object) => applyStrategicMergePatch('Pod', document, patch);

describe('strategic merge patch', () => {
  it('merges containers by name, env by name and mounts by path', () => {
    const document = {
      spec: {
        containers: [
          {
            name: 'frr',
            image: 'frr:8',
            env: [{ name: 'A', value: '1' }],
            volumeMounts: [{ mountPath: '/etc/frr', name: 'c' }],
          },
          { name: 'side', image: 'x' },
        ],
      },
    };
    const patch = {
      spec: {
        containers: [
          {
            name: 'frr',
            image: 'frr:10',
            env: [{ name: 'B', value: '2' }],
            volumeMounts: [{ mountPath: '/etc/frr', readOnly: true }],
          },
        ],
      },
    };
    expect(patchPod(document, patch)).toEqual({
      spec: {
        containers: [
          {
            name: 'frr',
            image: 'frr:10',
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '2' },
            ],
            volumeMounts: [{ mountPath: '/etc/frr', name: 'c', readOnly: true }],
          },
          { name: 'side', image: 'x' },
        ],
      },
    });
  });

  it('replaces lists that have no key', () => {
    expect(
      patchPod({ spec: { tolerations: [{ key: 'a' }] } }, { spec: { tolerations: [{ key: 'b' }] } }),
    ).toEqual({
      spec: { tolerations: [{ key: 'b' }] },
    });
  });

  it('knows a container port from a Service port', () => {
    const service = { spec: { ports: [{ port: 80, nodePort: 30001 }] } };
    expect(
      applyStrategicMergePatch('Service', service, { spec: { ports: [{ port: 80, name: 'http' }] } }),
    ).toEqual({
      spec: { ports: [{ port: 80, nodePort: 30001, name: 'http' }] },
    });
  });

  it('obeys $patch in maps and in lists', () => {
    expect(patchPod({ a: { b: 1 } }, { a: { $patch: 'replace', c: 2 } })).toEqual({ a: { c: 2 } });
    const document = { spec: { volumes: [{ name: 'a' }, { name: 'b' }] } };
    expect(patchPod(document, { spec: { volumes: [{ $patch: 'delete', name: 'a' }] } })).toEqual({
      spec: { volumes: [{ name: 'b' }] },
    });
    expect(patchPod(document, { spec: { volumes: [{ $patch: 'replace' }, { name: 'c' }] } })).toEqual({
      spec: { volumes: [{ name: 'c' }] },
    });
  });

  it('obeys $retainKeys, $deleteFromPrimitiveList and $setElementOrder', () => {
    expect(
      patchPod(
        { strategy: { type: 'RollingUpdate', rollingUpdate: {} } },
        { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      ),
    ).toEqual({ strategy: { type: 'Recreate' } });
    expect(
      patchPod(
        { metadata: { finalizers: ['a', 'b'] } },
        { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } },
      ),
    ).toEqual({ metadata: { finalizers: ['b'] } });
    expect(
      patchPod(
        { spec: { containers: [{ name: 'a' }, { name: 'injected' }, { name: 'b' }] } },
        {
          spec: {
            '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
            containers: [{ name: 'b', image: 'x' }],
          },
        },
      ),
    ).toEqual({ spec: { containers: [{ name: 'injected' }, { name: 'b', image: 'x' }, { name: 'a' }] } });
  });

  it('refuses an item without its key', () => {
    expect(() => patchPod({}, { spec: { containers: [{ image: 'x' }] } })).toThrow(
      'does not contain declared merge key: name',
    );
  });

  it('changes nothing the second time, and never the document it is given', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const container = fc.record({ name, image: fc.option(fc.string(), { nil: null }) });
    const spec = fc.record(
      {
        containers: fc.uniqueArray(container, { selector: (item) => item.name }),
        nodeSelector: fc.dictionary(name, fc.option(fc.string(), { nil: null })),
        tolerations: fc.array(fc.record({ key: fc.string() })),
        replicas: fc.option(fc.nat(), { nil: null }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(spec, spec, (document, patch) => {
        const before = structuredClone(document);
        const once = patchPod({ spec: document }, { spec: patch }) as object;
        expect(patchPod(once, { spec: patch })).toEqual(once);
        expect(document).toEqual(before);
      }),
    );
  });
});
