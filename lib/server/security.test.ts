import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { refusal as refusalAt } from './security.ts';

const local = { publicUrl: null, loopback: true };
const refusal = (asked: IncomingMessage) => refusalAt(asked, '/', local);

const request = (method: string, headers: Record<string, string>) =>
  ({ method, headers }) as unknown as IncomingMessage;

test.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'localhost'])(
  'the host %s is served',
  (host) => {
    expect(refusal(request('GET', { host }))).toBeNull();
  },
);

test.each(['attacker.example:3000', '127.0.0.1.attacker.example', '', '192.168.10.1:3000'])(
  'the host "%s" is refused, as a rebound name would be',
  (host) => {
    expect(refusal(request('GET', { host }))).toContain('does not serve');
  },
);

test.each([
  ['http://attacker.example', undefined],
  ['null', undefined],
  ['http://localhost:4000', undefined],
  [undefined, 'cross-site'],
  [undefined, 'same-site'],
])('a write with Origin %s and Sec-Fetch-Site %s is refused', (origin, site) => {
  const headers = {
    host: 'localhost:3000',
    ...(origin && { origin }),
    ...(site && { 'sec-fetch-site': site }),
  };
  expect(refusal(request('PUT', headers))).not.toBeNull();
});

test('a write from the console itself, or from a program, is let through', () => {
  expect(refusal(request('PUT', { host: 'localhost:3000', origin: 'http://localhost:3000' }))).toBeNull();
  expect(refusal(request('PUT', { host: 'localhost:3000' }))).toBeNull();
});

const behindTls = { publicUrl: new URL('https://console.example.net'), loopback: false };

test.each([
  ['GET', '/', { host: 'console.example.net' }, true],
  ['GET', '/', { host: 'CONSOLE.example.net' }, true],
  ['GET', '/', { host: 'console.example.net:8443' }, false],
  ['GET', '/', { host: 'localhost:3000' }, false],
  ['GET', '/healthz', { host: '10.244.0.7:3000' }, true],
  ['GET', '/api/v1/me', { host: '10.244.0.7:3000' }, false],
  ['POST', '/', { host: 'console.example.net', origin: 'https://console.example.net' }, true],
  ['POST', '/', { host: 'console.example.net', origin: 'http://console.example.net' }, false],
  [
    'POST',
    '/',
    { host: 'console.example.net', origin: 'https://console.example.net.attacker.example' },
    false,
  ],
  ['DELETE', '/', { host: 'console.example.net', 'sec-fetch-site': 'cross-site' }, false],
] as const)('%s %s with %o at its public address: served is %s', (method, path, headers, served) => {
  expect(refusalAt(request(method, headers), path, behindTls) === null).toBe(served);
});
