import { describe, expect, test } from 'vitest';
import type { ConfigMap, Pod } from '../kubernetes.ts';
import { isRouting, routingContainer } from './is-routing.ts';
import { mainContainer } from './main-container.ts';
import { managedBy } from './managed-by.ts';
import { versionOfImage } from './version.ts';
import { functionVersions } from './versions.ts';

const digest = `sha256:0123456789ab${'c'.repeat(52)}`;
const metadata = {
  name: 'n',
  namespace: 'ns',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
};

describe('versionOfImage', () => {
  test.each([
    ['quay.io/frrouting/frr:10.3', '10.3'],
    ['registry.example:5000/waf:v2.24.123', 'v2.24.123'],
    ['registry.example:5000/waf', 'latest'],
    [`registry.example:5000/waf@${digest}`, 'sha256:0123456789ab'],
    [`waf:v1@${digest}`, 'v1'],
    ['waf', 'latest'],
    ['', 'latest'],
    [digest, 'sha256:0123456789ab'],
  ])('%s is %s', (image, expected) => {
    expect(versionOfImage(image)).toBe(expected);
  });
});

describe('mainContainer', () => {
  const of = (names: string[], annotation?: string) =>
    mainContainer({
      metadata:
        annotation === undefined
          ? {}
          : { annotations: { 'kubectl.kubernetes.io/default-container': annotation } },
      spec: { containers: names.map((name) => ({ name, image: 'x' })) },
    });
  test.each([
    [['istio-proxy', 'waf'], undefined, 'waf'],
    [['a', 'b'], undefined, 'a'],
    [['a', 'b'], 'b', 'b'],
    [['a', 'b'], 'gone', 'a'],
    [['istio-proxy'], undefined, 'istio-proxy'],
    [['frr-metrics', 'frr'], undefined, 'frr'],
    [[], undefined, ''],
  ])('of %o with annotation %s is %s', (names, annotation, expected) => {
    expect(of(names, annotation)).toBe(expected);
  });
});

describe('functionVersions', () => {
  const pod = (
    image: string,
    ready: boolean,
    more: Partial<Pod['metadata']> = {},
    phase = 'Running',
  ): Pod => ({
    metadata: { ...metadata, ...more },
    spec: {
      containers: [
        { name: 'proxy', image: 'p:9' },
        { name: 'c', image },
      ],
    },
    status: { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });
  test('counts the running pods of the main container by image', () => {
    const pods = [
      pod('waf:2', true),
      pod('waf:1', true),
      pod('waf:1', false),
      pod('waf:1', true, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
      pod('waf:0', false, {}, 'Failed'),
    ];
    expect(functionVersions(pods, 'c')).toEqual([
      { version: '1', image: 'waf:1', replicas: 2, ready: 1 },
      { version: '2', image: 'waf:2', replicas: 1, ready: 1 },
    ]);
  });
});

describe('isRouting', () => {
  const config = (keys: string[]): ConfigMap => ({ metadata, keys });
  const mounted = (mountPath: string) => ({
    containers: [{ name: 'r', image: 'my-router:1', volumeMounts: [{ name: 'v', mountPath }] }],
    volumes: [{ name: 'v', configMaps: ['conf'] }],
  });
  test.each([
    ['quay.io/frrouting/frr:10.3', true],
    ['registry.example/frr:8.4.4', true],
    ['registry.example:5000/team/frr-custom:1', true],
    [`frr@${digest}`, true],
    ['frr', true],
    ['tynany/frr_exporter:v1', false],
    ['registry.example/frr/firewall:1', false],
    ['waf:1', false],
  ])('image %s: %s', (image, expected) => {
    expect(isRouting({ containers: [{ name: 'c', image }] })).toBe(expected);
  });
  test('a ConfigMap with frr.conf or daemons at /etc/frr', () => {
    expect(routingContainer(mounted('/etc/frr'), () => config(['frr.conf']))).toBe('r');
    expect(routingContainer(mounted('/etc/frr/daemons'), () => config(['daemons']))).toBe('r');
    expect(routingContainer(mounted('/etc/frr'), () => config(['other']))).toBeNull();
    expect(routingContainer(mounted('/etc/other'), () => config(['frr.conf']))).toBeNull();
    expect(routingContainer(mounted('/etc/frr'))).toBeNull();
  });
});

describe('managedBy', () => {
  test.each([
    [{}, {}, null],
    [{}, { 'meta.helm.sh/release-name': 'waf', 'meta.helm.sh/release-namespace': 'ns' }, 'helm ns/waf false'],
    [{ 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'waf' }, {}, 'helm waf false'],
    [{ 'app.kubernetes.io/managed-by': 'Helm' }, {}, null],
    [{ 'argocd.argoproj.io/instance': 'edge' }, {}, 'argo-cd edge true'],
    [{}, { 'argocd.argoproj.io/tracking-id': 'edge:apps/Deployment:ns/waf' }, 'argo-cd edge true'],
    [
      {},
      {
        'argocd.argoproj.io/tracking-id': 'team_edge:apps/Deployment:ns/waf',
        'meta.helm.sh/release-name': 'waf',
      },
      'argo-cd team/edge true',
    ],
    [
      { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' },
      {},
      'flux flux-system/apps true',
    ],
    [{ 'helm.toolkit.fluxcd.io/name': 'waf' }, { 'meta.helm.sh/release-name': 'waf' }, 'flux waf true'],
  ])('labels %o, annotations %o: %s', (labels, annotations, expected) => {
    const found = managedBy({ ...metadata, labels, annotations } as Parameters<typeof managedBy>[0]);
    expect(found && `${found.manager} ${found.name} ${found.reconciles}`).toBe(expected);
  });
});
