import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import WebSocket, { type ClientOptions } from 'ws';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import { commandOf, execFault, outcomeOf, refusalOf } from './exec-outcome.ts';
import { unreachable } from './status-fault.ts';

export interface ExecRequest {
  namespace: string;
  pod: string;
  container: string;
  command: readonly string[];
  /** What a fault calls the command, where its words would tell nobody anything. */
  label?: string | undefined;
  /** What the command reads. Needs `sh` and `head` in the container: see `commandOf`. */
  stdin?: string | Uint8Array | undefined;
  /** `counted`: the command itself reads exactly as many bytes as there are, and needs no `head`. Default `by-head`. */
  input?: 'by-head' | 'counted' | undefined;
  /** Milliseconds until the command must have ended. */
  timeoutMs: number;
  /** Bytes of standard output and of standard error, each, that are kept; the rest is cut. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
}

export interface ExecResult {
  stdout: string;
  stderr: string;
  exitCode: number;
  /** Output went over `maxBytes`; the rest was read and dropped, as a command that nobody reads never ends. */
  truncated: boolean;
}

/** v5 can say that input has ended; v4 is what API servers before 1.30 speak. Both send an exit status as JSON. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const channel = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;
/** kubelet and container runtimes cut frames at 32 KiB; a megabyte is no frame of theirs. */
const maxFrameBytes = 1_048_576;

/**
 * Runs one command in a container and waits for its end, by the `exec` subresource over a WebSocket.
 *
 * client-node's own `Exec` (2.0.1) is not used: its message handler throws out of an event on a status that is not JSON
 * and on an empty frame, which ends the process; it closes the process's stdout when a v5 server closes a channel; and
 * it drops the body of a refusal, which is where the missing right is named. Its KubeConfig gives the credential.
 *
 * Faults: `forbidden` with the right; `not-found` for the pod; `refused` where the container does not exist or does not
 * run, or has no such program; `unreachable` for a server or kubelet that does not answer and for a command that does
 * not end in time; `unauthenticated`. A command that ends with an exit code other than 0 is a result, not a fault.
 */
export async function execInPod(config: KubeConfig, request: ExecRequest): Promise<Result<ExecResult>> {
  const server = config.getCurrentCluster()?.server;
  if (!server) return fail('unreachable', 'The kubeconfig names no cluster.');
  if (request.signal?.aborted) return aborted(request);
  const options: RequestOptions & ClientOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail('unauthenticated', `No credential for ${server}: ${why.slice(0, 500)}`);
  }
  try {
    return await converse(addressOf(server, request), options, server, request);
  } catch (error) {
    return unreachable(server, error);
  }
}

function addressOf(server: string, request: ExecRequest): string {
  const query = new URLSearchParams({ container: request.container, stdout: 'true', stderr: 'true' });
  if (request.stdin !== undefined) query.set('stdin', 'true');
  for (const word of commandOf(request)) query.append('command', word);
  const { namespace, pod } = request;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec`;
  return `${server.replace(/^http/, 'ws').replace(/\/$/, '')}${path}?${query}`;
}

function converse(
  address: string,
  options: ClientOptions,
  server: string,
  request: ExecRequest,
): Promise<Result<ExecResult>> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address, protocols, {
      ...options,
      maxPayload: maxFrameBytes,
      perMessageDeflate: false,
      followRedirects: false,
    });
    const stdout = createSink(request.maxBytes);
    const stderr = createSink(request.maxBytes);
    let ended = false;

    const end = (result: Result<ExecResult>): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
      // Whatever still comes from the socket while it closes has nobody to go to.
      socket.on('error', () => undefined);
      if (socket.readyState === WebSocket.CONNECTING || !result.ok) socket.terminate();
      else {
        socket.close();
        setTimeout(() => socket.terminate(), 1_000).unref();
      }
      resolve(result);
    };
    const result = (exitCode: number): Result<ExecResult> =>
      ok({
        stdout: stdout.text(),
        stderr: stderr.text(),
        exitCode,
        truncated: stdout.full() || stderr.full(),
      });
    const onAbort = (): void => end(aborted(request));
    const timer = setTimeout(() => end(overdue(request)), request.timeoutMs);
    request.signal?.addEventListener('abort', onAbort, { once: true });

    socket.on('unexpected-response', (_, response) => {
      void refusalOf(response).then((refusal) => end(execFault(refusal, request)));
    });
    socket.on('error', (error) => end(unreachable(server, error)));
    socket.on('open', () => sendInput(socket, request.stdin));
    socket.on('message', (data) => {
      const frame = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
      const body = frame.subarray(1);
      if (frame[0] === channel.stdout) stdout.add(body);
      else if (frame[0] === channel.stderr) stderr.add(body);
      else if (frame[0] === channel.status) {
        const outcome = outcomeOf(body.toString('utf8'), request);
        end(outcome.ok ? result(outcome.value) : outcome);
      }
    });
    socket.on('close', (code) => {
      const { pod, container } = request;
      end(
        fail(
          'unreachable',
          `The connection to ${pod}/${container} ended (${code}) before the command did: the container or its kubelet went away.`,
        ),
      );
    });
  });
}

/** Collects at most `limit` bytes. */
function createSink(limit: number) {
  const chunks: Buffer[] = [];
  let size = 0;
  let cut = false;
  return {
    add(chunk: Buffer): void {
      const kept = chunk.subarray(0, Math.max(0, limit - size));
      if (kept.length < chunk.length) cut = true;
      if (kept.length > 0) chunks.push(kept);
      size += kept.length;
    },
    full: () => cut,
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}

function sendInput(socket: WebSocket, stdin: string | Uint8Array | undefined): void {
  if (stdin === undefined) return;
  const bytes = Buffer.from(stdin);
  for (let at = 0; at < bytes.length; at += 32_768)
    socket.send(Buffer.concat([Buffer.of(channel.stdin), bytes.subarray(at, at + 32_768)]));
  if (socket.protocol === protocols[0]) socket.send(Buffer.of(channel.close, channel.stdin));
}

const nameOf = ({ command, label, pod, container }: ExecRequest): string =>
  `\`${label ?? command.join(' ').slice(0, 200)}\` in ${pod}/${container}`;

function overdue(request: ExecRequest): { ok: false; fault: Fault } {
  return fail('unreachable', `${nameOf(request)} did not end within ${request.timeoutMs / 1000} s.`);
}

function aborted(request: ExecRequest): { ok: false; fault: Fault } {
  return fail('unreachable', `${nameOf(request)} was given up, as nobody waits for it any more.`);
}
