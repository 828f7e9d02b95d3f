import { expect, test } from 'vitest';
import type { ConfigMap, PodSpec } from '../kubernetes.ts';
import { configuredDaemons } from './configured-daemons.ts';

const spec = (mountPath: string) =>
  ({
    containers: [
      { name: 'frr', volumeMounts: [{ name: 'etc', mountPath }] },
      { name: 'exporter', volumeMounts: [] },
    ],
    volumes: [{ name: 'etc', configMaps: ['router'] }],
  }) as unknown as PodSpec;
const map = (data?: Record<string, string>) => () => ({ keys: ['daemons'], data }) as unknown as ConfigMap;
const text = { daemons: 'zebra=yes\nbgpd=yes\n#ospfd=yes\nisisd=no\n' };

test.each(['/etc/frr', '/etc/frr/', '/etc/frr/daemons'])('are those of the file at %s', (path) => {
  expect([...configuredDaemons(spec(path), 'frr', map(text))]).toEqual(['zebra', 'bgpd']);
});

test('are none where the file is somewhere else, of another container, or its text is not known', () => {
  expect(configuredDaemons(spec('/etc/other'), 'frr', map(text)).size).toBe(0);
  expect(configuredDaemons(spec('/etc/frr'), 'exporter', map(text)).size).toBe(0);
  expect(configuredDaemons(spec('/etc/frr'), 'frr', map()).size).toBe(0);
  expect(configuredDaemons(spec('/etc/frr'), 'frr', () => undefined).size).toBe(0);
});
