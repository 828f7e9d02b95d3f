import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('nothing set is the loopback address and port 3000', () => {
  expect(readSettings({ PORT: '', KUBECONFIG: '' })).toMatchObject({
    ok: true,
    value: { port: 3000, host: 'localhost', signIn: { methods: ['none'], openMetrics: true } },
  });
});

test.each(['http', '70000', '-1', '3.5'])('PORT=%s is refused with the variable named', (port) => {
  const result = readSettings({ PORT: port });
  expect(result.ok).toBe(false);
  expect(!result.ok && result.fault.detail).toMatch(/^PORT must be a port number/);
});

test.each(['0.0.0.0', '::', '192.168.10.1', 'console.example.net', '127.0.0.1.example.net'])(
  'HOST=%s is refused without a sign-in method',
  (host) => {
    const result = readSettings({ HOST: host });
    expect(!result.ok && result.fault.detail).toContain(host);
  },
);

test.each(['127.0.0.1', '::1', 'localhost', '127.0.0.53'])('HOST=%s is loopback', (host) => {
  expect(readSettings({ HOST: host }).ok).toBe(true);
});

test('namespaces are a list', () => {
  const result = readSettings({ CNF_NAMESPACES: 'cnf-edge, cnf-core,' });
  expect(result.ok && result.value.namespaces).toEqual(['cnf-edge', 'cnf-core']);
});
