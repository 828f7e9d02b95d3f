import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
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

const detailOf = (env: Record<string, string>) => {
  const result = readSettings(env);
  return result.ok ? null : result.fault.detail;
};
const open = {
  HOST: '0.0.0.0',
  CNF_SIGN_IN: 'token',
  CNF_PUBLIC_URL: 'https://console.example.net',
  CNF_SESSION_SECRET: 's'.repeat(32),
};

test('off the loopback address a sign-in method and a public address are enough', () => {
  const result = readSettings(open);
  expect(result).toMatchObject({
    ok: true,
    value: {
      host: '0.0.0.0',
      signIn: {
        methods: ['token'],
        openMetrics: false,
        session: { secrets: ['s'.repeat(32)], generated: false, idleSeconds: 1_800, absoluteSeconds: 43_200 },
      },
    },
  });
  expect(result.ok && result.value.signIn.publicUrl?.origin).toBe('https://console.example.net');
});

test('without a secret one is made, another at each start', () => {
  const secretOf = () => {
    const result = readSettings({ CNF_SIGN_IN: 'token' });
    return result.ok ? result.value.signIn.session : null;
  };
  expect(secretOf()).toMatchObject({ generated: true });
  expect(secretOf()?.secrets).not.toEqual(secretOf()?.secrets);
  expect(Buffer.from(secretOf()?.secrets[0] ?? '', 'base64url')).toHaveLength(32);
});

test.each([
  [{ ...open, CNF_PUBLIC_URL: '' }, /HOST=0\.0\.0\.0 needs CNF_PUBLIC_URL/],
  [{ ...open, CNF_PUBLIC_URL: 'http://console.example.net' }, /must be https/],
  [{ ...open, CNF_PUBLIC_URL: 'https://console.example.net/cnf' }, /CNF_PUBLIC_URL must have no path/],
  [{ ...open, CNF_PUBLIC_URL: 'console.example.net' }, /CNF_PUBLIC_URL must be an address/],
  [{ ...open, CNF_SIGN_IN: 'none' }, /HOST=0\.0\.0\.0 is not a loopback address/],
  [{ CNF_PUBLIC_URL: 'https://console.example.net' }, /no sign-in method is configured/],
  [{ ...open, CNF_SIGN_IN: 'none,token' }, /none beside other methods/],
  [{ ...open, CNF_SIGN_IN: 'password' }, /^CNF_SIGN_IN must be none, or any of token, oidc and proxy\.$/],
  [{ ...open, CNF_SIGN_IN: 'oidc' }, /set CNF_OIDC_ISSUER/],
  [
    { ...open, CNF_SIGN_IN: 'oidc', CNF_OIDC_ISSUER: 'https://login.example.net' },
    /signIn\.oidc\.clientId \(or CNF_OIDC_CLIENT_ID\)/,
  ],
  [{ ...open, CNF_SIGN_IN: 'proxy' }, /set CNF_PROXY_ADDRESSES/],
  [
    { ...open, CNF_SIGN_IN: 'proxy', CNF_PROXY_ADDRESSES: 'proxy.example.net' },
    /^CNF_PROXY_ADDRESSES must be addresses or CIDR/,
  ],
  [
    {
      ...open,
      CNF_SIGN_IN: 'proxy',
      CNF_PROXY_ADDRESSES: '10.0.0.1',
      CNF_PROXY_SYSTEM_NAMES: 'system:masters',
    },
    /must not be system:masters/,
  ],
  [{ ...open, CNF_SESSION_SECRET: 'a-secret' }, /^CNF_SESSION_SECRET must be at least 32 bytes/],
  [
    { ...open, CNF_SESSION_SIGN_OUTS: 'sign-outs' },
    /^CNF_SESSION_SIGN_OUTS must be a ConfigMap as namespace/,
  ],
  [
    { ...open, CNF_SESSION_SECRET: '', CNF_SESSION_SIGN_OUTS: 'cnf-console/sign-outs' },
    /SIGN_OUTS is set without a secret/,
  ],
  [
    { ...open, CNF_SESSION_SECRET_FILE: '/nowhere/secret' },
    /CNF_SESSION_SECRET_FILE: \/nowhere\/secret cannot be read \(ENOENT\)/,
  ],
  [{ ...open, CNF_SESSION_IDLE: '30' }, /^CNF_SESSION_IDLE must be a duration/],
  [{ ...open, CNF_SESSION_IDLE: '2h', CNF_SESSION_ABSOLUTE: '1h' }, /CNF_SESSION_IDLE is longer/],
  [{ ...open, CNF_SESION_SECRET: 'x', CNF_SESSION_SECRETS: 'x' }, /^CNF_SESSION_SECRETS is not a variable/],
  [{ CNF_CONFIG: '/nowhere/settings.yaml' }, /CNF_CONFIG=\/nowhere\/settings\.yaml cannot be read/],
])('%o is refused in one sentence', (env, sentence) => {
  const detail = detailOf(env as Record<string, string>);
  expect(detail).toMatch(sentence);
  expect(detail).not.toContain('\n');
  expect(detail).not.toContain('a-secret');
});

test("what Kubernetes adds for a Service of the console's name is no mistake", () => {
  expect(
    detailOf({ CNF_CONSOLE_PORT: 'tcp://10.0.0.1:80', CNF_CONSOLE_SERVICE_HOST: '10.0.0.1' }),
  ).toBeNull();
});

describe('the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cnf-settings-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (text: string): string => {
    const path = join(folder, 'settings.yaml');
    writeFileSync(path, text);
    return path;
  };
  const whole = `
server: {host: 0.0.0.0, port: 8080, publicUrl: "https://console.example.net"}
signIn:
  methods: [token, proxy]
  proxy: {addresses: [10.0.0.0/8]}
session: {secrets: [${'a'.repeat(32)}, ${'b'.repeat(32)}], idle: 10m, signOuts: cnf-console/sign-outs}
`;

  test('sets everything, and a variable goes before it', () => {
    const result = readSettings({ CNF_CONFIG: file(whole), PORT: '9090', CNF_PROXY_USER_HEADER: 'X-User' });
    expect(result).toMatchObject({
      ok: true,
      value: {
        host: '0.0.0.0',
        port: 9090,
        signIn: {
          methods: ['token', 'proxy'],
          session: {
            idleSeconds: 600,
            secrets: ['a'.repeat(32), 'b'.repeat(32)],
            signOuts: { namespace: 'cnf-console', name: 'sign-outs' },
          },
          proxy: { addresses: ['10.0.0.0/8'], userHeader: 'x-user', groupsHeader: 'x-forwarded-groups' },
        },
      },
    });
  });

  test('drains are executed as they stand there', () => {
    const text = 'drains: [{image: "*/lb:*", command: [lbctl, "a b; c"], undo: [lbctl, serve]}]';
    expect(readSettings({ CNF_CONFIG: file(text) })).toMatchObject({
      ok: true,
      value: {
        drains: [
          { container: null, image: '*/lb:*', command: ['lbctl', 'a b; c'], undo: ['lbctl', 'serve'] },
        ],
      },
    });
  });

  test('where alerts are sent is a secret: it comes from elsewhere, and no fault tells it', () => {
    const receiver = '{name: noc, format: slack, urlEnv: SLACK, tokenFile: TOKEN, repeat: 1h}';
    const text = (token: string) =>
      `alerts: {receivers: [${receiver.replace('TOKEN', token)}], rules: {run-held: {warning: 10s}}}`;
    const token = join(folder, 'token');
    writeFileSync(token, 't0ken\n');
    expect(
      readSettings({ CNF_CONFIG: file(text(token)), SLACK: 'https://hooks.example.net/S3CRET' }),
    ).toMatchObject({
      ok: true,
      value: {
        alertTiming: { 'run-held': { warning: 10 } },
        alerts: { receivers: [{ url: 'https://hooks.example.net/S3CRET', token: 't0ken', repeat: 3_600 }] },
      },
    });
    const wrong = detailOf({ CNF_CONFIG: file(text(token)), SLACK: 'ftp://hooks.example.net/S3CRET' });
    expect(wrong).toMatch(/receivers\.0 \(noc\): what SLACK holds is not an http or https address/);
    expect(wrong).not.toContain('S3CRET');
  });

  test.each([
    [`${whole}\nsinIn: {}`, /settings\.yaml: sinIn is not a setting/],
    ['signIn: {method: [token]}', /settings\.yaml: signIn\.method is not a setting/],
    ['server: {port: http}', /settings\.yaml: server\.port \(or PORT\) must be a port number/],
    ['session: {idle: 5}', /settings\.yaml: session\.idle \(or CNF_SESSION_IDLE\) must be a duration/],
    ['server: [1]', /settings\.yaml/],
    ['[]', /must be a YAML mapping/],
    ['a: [', /cannot be read/],
    ['drains: [{container: lb, command: [lbctl, drain]}]', /drains\.0\.undo must be a list: a program/],
    ['drains: [{container: lb, command: lbctl, undo: [lbctl]}]', /drains\.0\.command must be a list/],
    ['drains: [{command: [a], undo: [b]}]', /drains\.0 must name a container, an image or both/],
    ['drains: [{container: lb, command: [a], undo: [b]}]', null],
    [
      'alerts: {rules: {sessions-down: {warning: 1x}}}',
      /alerts\.rules\.sessions-down\.warning must be a duration/,
    ],
    ['alerts: {rules: {sessions-up: off}}', /sessions-up/],
    ['alerts: {receivers: [{name: noc, format: pager, url: "http://a/"}]}', /format must be json, slack or/],
    [
      'alerts: {receivers: [{name: noc, format: json}]}',
      /receivers\.0 must have one of url, urlFile and urlEnv/,
    ],
    [
      'alerts: {receivers: [{name: noc, format: json, urlEnv: NONE}]}',
      /\(noc\): the variable NONE is not set/,
    ],
    [
      'alerts: {receivers: [{name: noc, format: json, urlFile: /none}]}',
      /\(noc\): \/none cannot be read \(ENOENT/,
    ],
    [
      'alerts: {rules: {config-drift: "off"}, receivers: [{name: noc, format: json, url: "http://a/b"}]}',
      null,
    ],
    ['', null],
  ])('%s', (text, sentence) => {
    const detail = detailOf({ CNF_CONFIG: file(text) });
    if (sentence === null) expect(detail).toBeNull();
    else expect(detail).toMatch(sentence);
  });
});
