import WebSocket from 'ws';
import type { KubeApi, Status } from './kube-api.ts';

/** What a command in a container answered, or why it could not be started. */
export interface Ran {
  stdout: string;
  stderr: string;
  /** The error channel's Status: `Success`, or `NonZeroExitCode` with the code among its causes. */
  result: Status | undefined;
  exitCode: number | undefined;
  /** Set where the server refused to switch protocols: HTTP status and its body. */
  refused: { status: number; body: string } | undefined;
}

const stdoutChannel = 1;
const stderrChannel = 2;
const errorChannel = 3;

/** Runs a command over WebSocket by `v4.channel.k8s.io`: the first byte of each message names its channel. */
export function exec(
  api: KubeApi,
  pod: { namespace: string; name: string; container?: string },
  command: readonly string[],
  stdin?: string,
): Promise<Ran> {
  const url = new URL(
    `${api.credentials.server.replace(/^http/, 'ws')}/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/exec`,
  );
  for (const word of command) url.searchParams.append('command', word);
  if (pod.container !== undefined) url.searchParams.set('container', pod.container);
  url.searchParams.set('stdout', 'true');
  url.searchParams.set('stderr', 'true');
  if (stdin !== undefined) url.searchParams.set('stdin', 'true');
  const { token, ca, insecure, clientCertificate, clientKey } = api.credentials;
  const socket = new WebSocket(url, 'v4.channel.k8s.io', {
    ca,
    rejectUnauthorized: !insecure,
    cert: clientCertificate,
    key: clientKey,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  const output = new Map<number, Buffer[]>();
  const text = (channel: number) => Buffer.concat(output.get(channel) ?? []).toString();

  return new Promise((resolve, reject) => {
    let refused: Ran['refused'];
    const finish = () => {
      const status = text(errorChannel);
      const result = status === '' ? undefined : (JSON.parse(status) as Status);
      resolve({
        stdout: text(stdoutChannel),
        stderr: text(stderrChannel),
        result,
        exitCode: exitCode(result),
        refused,
      });
    };
    socket.on('open', () => {
      if (stdin !== undefined) socket.send(Buffer.concat([Buffer.from([0]), Buffer.from(stdin)]));
    });
    socket.on('message', (data: Buffer) => {
      const channel = data[0] ?? 0;
      output.set(channel, [...(output.get(channel) ?? []), data.subarray(1)]);
    });
    socket.on('unexpected-response', (_, response) => {
      const body: Buffer[] = [];
      response.on('data', (chunk: Buffer) => body.push(chunk));
      response.on('end', () => {
        refused = { status: response.statusCode ?? 0, body: Buffer.concat(body).toString() };
        finish();
      });
    });
    socket.on('close', () => finish());
    socket.on('error', (error) => (refused === undefined ? reject(error) : undefined));
  });
}

function exitCode(result: Status | undefined): number | undefined {
  if (result?.status === 'Success') return 0;
  const cause = result?.details?.causes?.find((each) => each.reason === 'ExitCode');
  return cause?.message === undefined ? undefined : Number(cause.message);
}
