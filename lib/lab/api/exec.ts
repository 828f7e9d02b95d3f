import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { findContainer } from './containers.ts';
import type { ExecRequest, LabUser } from './hooks.ts';
import type { Lab } from './lab-context.ts';
import { isRecord, record, text } from './object.ts';
import { toStatus } from './reply.ts';
import type { ResourcePath } from './request-path.ts';
import { badRequest, StatusError } from './status-error.ts';

// Channels of v4.channel.k8s.io and v5.channel.k8s.io: the first byte of each message.
const channel = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const sockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  handleProtocols: (offered) => protocols.find((protocol) => offered.has(protocol)) ?? false,
});

/** Upgrades a request for pods/exec to a WebSocket and runs the command. Throws before the upgrade. */
export function serveExec(
  lab: Lab,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  path: ResourcePath,
  query: URLSearchParams,
  user: LabUser,
): void {
  requireWebSocket(request);
  const command = query.getAll('command');
  if (command.length === 0) throw badRequest('you must specify at least 1 command for the container');
  const { pod, container, status } = findContainer(
    lab,
    path.namespace,
    path.name ?? '',
    query.get('container'),
  );
  if (text(record(pod.spec).nodeName) === '')
    throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  if (!isRecord(record(status.state).running)) {
    throw new StatusError(
      500,
      'InternalError',
      `unable to upgrade connection: container not found ("${container}")`,
    );
  }
  const isOn = (name: string) => ['true', '1'].includes(query.get(name) ?? '');
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    const stop = new AbortController();
    webSocket.on('close', () => stop.abort());
    webSocket.on('error', () => stop.abort());
    const exec: ExecRequest = {
      namespace: pod.metadata.namespace ?? '',
      pod: pod.metadata.name,
      container,
      command,
      stdin: isOn('stdin') ? readStdin(webSocket) : undefined,
      tty: isOn('tty'),
      user,
      signal: stop.signal,
    };
    void run(lab, exec, webSocket, { stdout: isOn('stdout'), stderr: isOn('stderr') });
  });
}

function requireWebSocket(request: IncomingMessage): void {
  if ((request.headers.upgrade ?? '').toLowerCase() !== 'websocket') {
    throw badRequest(
      'this simulated cluster serves exec over WebSocket only, not over SPDY: use kubectl 1.30 or later',
    );
  }
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((item) => item.trim());
  if (!protocols.some((protocol) => offered.includes(protocol))) {
    throw badRequest(
      `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${protocols.join(' ')}]`,
    );
  }
}

async function run(
  lab: Lab,
  exec: ExecRequest,
  webSocket: WebSocket,
  wants: { stdout: boolean; stderr: boolean },
): Promise<void> {
  // The client opens its channels by an empty message each, as the API server does.
  if (wants.stdout) send(webSocket, channel.stdout, '');
  if (wants.stderr) send(webSocket, channel.stderr, '');
  let status: unknown;
  try {
    const code = await output(lab, exec, webSocket, wants);
    status = exitStatus(exec.command, code);
  } catch (error) {
    status = toStatus(error);
  }
  send(webSocket, channel.status, JSON.stringify(status));
  webSocket.close(1000);
}

async function output(
  lab: Lab,
  exec: ExecRequest,
  webSocket: WebSocket,
  wants: { stdout: boolean; stderr: boolean },
): Promise<number> {
  if (lab.exec === undefined) throw new StatusError(500, 'InternalError', 'this lab runs no commands');
  const session = lab.exec(exec);
  for (;;) {
    const { done, value } = await session.next();
    if (done) return value;
    if (exec.signal.aborted) {
      await session.return(130);
      return 130;
    }
    if (wants.stdout && value.stdout !== undefined) send(webSocket, channel.stdout, value.stdout);
    if (wants.stderr && value.stderr !== undefined) send(webSocket, channel.stderr, value.stderr);
  }
}

function send(webSocket: WebSocket, to: number, data: Buffer | string): void {
  if (webSocket.readyState === webSocket.OPEN)
    webSocket.send(Buffer.concat([Buffer.from([to]), Buffer.from(data)]));
}

/** client-go reads the exit code from a Status with reason NonZeroExitCode. */
function exitStatus(command: readonly string[], code: number): unknown {
  if (code === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: error executing command [${command.join(' ')}], exit code ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}

/** What the client sends on channel 0, until it closes that channel (v5) or goes away. */
function readStdin(webSocket: WebSocket): AsyncIterable<Buffer> {
  const waiting: Buffer[] = [];
  let isClosed = false;
  let wake = () => {};
  webSocket.on('message', (data: Buffer) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data);
    if (bytes[0] === channel.stdin && bytes.length > 1) waiting.push(bytes.subarray(1));
    if (bytes[0] === channel.close && bytes[1] === channel.stdin) isClosed = true;
    wake();
  });
  webSocket.on('close', () => {
    isClosed = true;
    wake();
  });
  // Listening starts at once, so that nothing is lost before the command reads.
  return (async function* () {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else if (isClosed) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  })();
}
