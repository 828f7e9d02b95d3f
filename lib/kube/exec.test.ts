import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ExecRequest, execInPod } from './exec.ts';
import { outcomeOf } from './exec-outcome.ts';

const request: ExecRequest = {
  namespace: 'core',
  pod: 'r1',
  container: 'frr',
  command: ['ip', '-j', 'addr'],
  timeoutMs: 2_000,
  maxBytes: 100,
};

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that accepts an exec and does with the socket what the test says. */
async function serve(act: (socket: WebSocket, url: URL) => void, protocol = 'v4.channel.k8s.io') {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => protocol });
  const closed: number[] = [];
  sockets.on('connection', (socket, incoming) => {
    socket.on('close', (code) => closed.push(code));
    act(socket, new URL(incoming.url ?? '', 'http://localhost'));
  });
  return { config: await listen(http), closed, sockets };
}

async function listen(http: Server): Promise<KubeConfig> {
  servers.push(http);
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'test', server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
    { name: 'test', token: 'token' },
  );
  return config;
}

const frame = (channel: number, text: string) => Buffer.concat([Buffer.of(channel), Buffer.from(text)]);
const success = frame(3, '{"status":"Success"}');

describe('a conversation', () => {
  test('sends the command word by word, and puts together what comes', async () => {
    let url = new URL('http://nobody');
    const { config, sockets } = await serve((socket, asked) => {
      url = asked;
      socket.send(frame(1, ''));
      socket.send(frame(1, 'a'));
      socket.send(frame(2, 'warning'));
      socket.send(frame(1, 'b'));
      socket.send(success);
    });
    const value = { stdout: 'ab', stderr: 'warning', exitCode: 0, truncated: false };
    expect(await execInPod(config, request)).toEqual({ ok: true, value });
    expect(url.pathname).toBe('/api/v1/namespaces/core/pods/r1/exec');
    expect(url.searchParams.getAll('command')).toEqual(['ip', '-j', 'addr']);
    await expect.poll(() => sockets.clients.size).toBe(0);
  });

  test('cuts output over the bound, and still learns the exit code', async () => {
    const { config } = await serve((socket) => {
      for (let n = 0; n < 50; n++) socket.send(frame(1, 'x'.repeat(30)));
      socket.send(success);
    });
    const result = await execInPod(config, request);
    expect(result).toMatchObject({
      ok: true,
      value: { stdout: 'x'.repeat(100), exitCode: 0, truncated: true },
    });
  });

  test.each(['v4.channel.k8s.io', 'v5.channel.k8s.io'])('input arrives whole over %s', async (protocol) => {
    const input = 'é'.repeat(50_000);
    let command: string[] = [];
    const { config } = await serve((socket, url) => {
      command = url.searchParams.getAll('command');
      let size = 0;
      socket.on('message', (data: Buffer) => {
        if (data[0] !== 0) return;
        size += data.length - 1;
        if (size === Buffer.byteLength(input)) socket.send(success);
      });
    }, protocol);
    expect(await execInPod(config, { ...request, stdin: input })).toMatchObject({ ok: true });
    expect(command).toEqual(['sh', '-c', 'head -c 100000 | "$@"', 'sh', ...request.command]);
  });

  test.each<[string, (socket: WebSocket) => void]>([
    ['closes without an end', (socket) => socket.close()],
    ['breaks off', (socket) => socket.terminate()],
    ['sends an end that is not JSON', (socket) => socket.send(frame(3, '<html>'))],
    [
      'sends empty and unknown frames, then nothing',
      (socket) => {
        socket.send(Buffer.alloc(0));
        socket.send(frame(99, 'x'));
        socket.send('text');
        socket.close();
      },
    ],
    ['says nothing', () => undefined],
  ])('a server that %s is a fault, and the socket is closed', async (_name, act) => {
    const { config, sockets } = await serve(act);
    const result = await execInPod(config, { ...request, timeoutMs: 300 });
    expect(result).toMatchObject({ ok: false, fault: { kind: 'unreachable' } });
    await expect.poll(() => sockets.clients.size).toBe(0);
  });

  test('ends when nobody waits any more', async () => {
    const { config, sockets } = await serve(() => undefined);
    const controller = new AbortController();
    const result = execInPod(config, { ...request, signal: controller.signal });
    await expect.poll(() => sockets.clients.size).toBe(1);
    controller.abort();
    expect(await result).toMatchObject({ ok: false, fault: { kind: 'unreachable' } });
    await expect.poll(() => sockets.clients.size).toBe(0);
  });
});

describe('a refusal', () => {
  test.each([
    [
      403,
      'pods "r1" is forbidden: User "v" cannot get resource "pods/exec" in API group ""',
      'forbidden',
      'get',
    ],
    [
      403,
      'pods "r1" is forbidden: User "v" cannot create resource "pods/exec" in API group ""',
      'forbidden',
      'create',
    ],
    [401, 'Unauthorized', 'unauthenticated', undefined],
    [404, 'pods "r1" not found', 'not-found', undefined],
    [400, 'container frr is not valid for pod r1', 'refused', undefined],
    [500, 'unable to upgrade connection: container not found ("frr")', 'refused', undefined],
    [502, 'error dialing backend', 'unreachable', undefined],
  ])('%i %s is %s', async (code, message, kind, verb) => {
    const http = createServer();
    http.on('upgrade', (_, socket) => {
      const body = JSON.stringify({ kind: 'Status', status: 'Failure', message, code });
      socket.end(
        `HTTP/1.1 ${code} X\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
    });
    const result = await execInPod(await listen(http), request);
    expect(result).toMatchObject({ ok: false, fault: { kind } });
    expect(!result.ok && result.fault.right?.verb).toBe(verb);
  });

  test('a server that is not there', async () => {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      { name: 't', server: 'http://127.0.0.1:1', skipTLSVerify: true },
      { name: 't' },
    );
    expect(await execInPod(config, request)).toMatchObject({ ok: false, fault: { kind: 'unreachable' } });
  });
});

test('no end of a command throws, and none but Success and an exit code counts as one', () => {
  const key = fc.constantFrom('status', 'reason', 'message', 'details', 'causes');
  const word = fc.constantFrom('Failure', 'NonZeroExitCode', 'ExitCode', '7', 'InternalError');
  const status = fc.dictionary(key, fc.oneof(word, fc.jsonValue({ maxDepth: 2 }), fc.dictionary(key, word)));
  const text = fc.oneof(
    status.map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (end) => {
      const outcome = outcomeOf(end, request);
      if (outcome.ok) expect(Number.isInteger(outcome.value)).toBe(true);
      else expect(['refused', 'unreachable']).toContain(outcome.fault.kind);
    }),
    { numRuns: 10_000 },
  );
});
