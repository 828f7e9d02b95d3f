import fc from 'fast-check';
import { expect, test } from 'vitest';
import { watchedKinds } from '#lib/domain/cluster/freshness.ts';
import { trim } from './trim.ts';

const options = { resource: '', keepsData: () => true };

test('nothing that a cluster can hold makes it throw', () => {
  const part = fc.anything({ maxDepth: 4, withNullPrototype: true });
  const object = fc.oneof(
    part,
    fc.record({ metadata: part, spec: part, status: part, data: part, endpoints: part, subsets: part }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...watchedKinds), fc.boolean(), object, (kind, old, value) => {
      const kept = trim(kind, value, { ...options, resource: old ? 'endpoints' : '' });
      expect(typeof kept.metadata.name).toBe('string');
    }),
    { numRuns: 10_000 },
  );
});

test('what is never shown is dropped, and secrets in the environment with it', () => {
  const pod = trim(
    'pods',
    {
      metadata: {
        name: 'p',
        managedFields: [{ manager: 'kubelet' }],
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', mine: 'kept' },
      },
      spec: {
        containers: [
          {
            name: 'main',
            livenessProbe: {},
            env: [
              { name: 'PASSWORD', value: 'secret' },
              { name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } },
            ],
          },
        ],
      },
    },
    options,
  );
  expect(JSON.stringify(pod)).not.toMatch(/secret|managedFields|last-applied|livenessProbe/);
  expect(pod.metadata.annotations).toEqual({ mine: 'kept' });
  expect(pod.spec.containers[0]?.envFromConfigMaps).toEqual(['settings']);
});

test('of a ConfigMap that no function uses the keys are kept alone', () => {
  const map = { metadata: { name: 'm', namespace: 'n' }, data: { 'frr.conf': 'router bgp 1' } };
  expect(trim('configmaps', map, { ...options, keepsData: () => false })).toMatchObject({
    keys: ['frr.conf'],
  });
  expect(trim('configmaps', map, { ...options, keepsData: () => false })).not.toHaveProperty('data');
  expect(trim('configmaps', map, options)).toMatchObject({ data: { 'frr.conf': 'router bgp 1' } });
});

test('old and new forms of endpoints and ingresses become one', () => {
  const target = { kind: 'Pod', name: 'p', namespace: 'n' };
  const slice = trim(
    'endpointslices',
    {
      metadata: { name: 's-x', namespace: 'n', labels: { 'kubernetes.io/service-name': 's' } },
      endpoints: [
        {
          addresses: ['10.0.0.1'],
          conditions: {},
          topology: { 'kubernetes.io/hostname': 'node-1' },
          targetRef: target,
        },
      ],
    },
    options,
  );
  const old = trim(
    'endpointslices',
    {
      metadata: { name: 's', namespace: 'n' },
      subsets: [{ addresses: [{ ip: '10.0.0.1', nodeName: 'node-1', targetRef: target }] }],
    },
    { ...options, resource: 'endpoints' },
  );
  expect(slice).toMatchObject({ service: 's', addresses: old.addresses });
  expect(old.service).toBe('s');
  const rule = (backend: object) => ({ metadata: {}, spec: { rules: [{ http: { paths: [{ backend }] } }] } });
  const service = { name: 's', port: 80 };
  for (const backend of [
    { service: { name: 's', port: { number: 80 } } },
    { serviceName: 's', servicePort: 80 },
  ]) {
    expect(trim('ingresses', rule(backend), options).spec.rules[0]?.paths[0]?.service).toEqual(service);
  }
});
