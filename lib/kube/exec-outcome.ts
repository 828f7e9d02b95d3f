import type { IncomingMessage } from 'node:http';
import { execRefusal } from '#lib/domain/pod/exec-refusal.ts';
import { isRecord } from '#lib/domain/reading.ts';
import { type Fault, fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import type { ExecRequest } from './exec.ts';
import { readStatus, type Status, statusFault } from './status-fault.ts';

/**
 * The command as it is sent. v4 of the protocol cannot say that input has ended, so a command with input reads exactly
 * as many bytes as there are, through `head`.
 */
export function commandOf({
  command,
  stdin,
  input,
}: Pick<ExecRequest, 'command' | 'stdin' | 'input'>): string[] {
  if (stdin === undefined || input === 'counted') return [...command];
  return ['sh', '-c', `head -c ${Buffer.byteLength(stdin)} | "$@"`, 'sh', ...command];
}

/** The end of a command: its exit code, or why it never ran. `text` is the `v1.Status` on the error channel. */
export function outcomeOf(text: string, request: ExecRequest): Result<number> {
  let status: unknown;
  try {
    status = JSON.parse(text);
  } catch {
    status = null;
  }
  if (!isRecord(status))
    return fail('unreachable', `The command's end cannot be read: ${text.slice(0, 200)}`);
  if (status.status === 'Success') return ok(0);
  if (status.reason === 'NonZeroExitCode') {
    const code = exitCodeOf(status.details);
    if (code !== null) return ok(code);
  }
  return notRun(typeof status.message === 'string' ? status.message : text.slice(0, 200), request);
}

/** kubelet puts the code into `details.causes` with the reason `ExitCode`: k8s.io/client-go/tools/remotecommand/v4.go. */
function exitCodeOf(details: unknown): number | null {
  const causes = isRecord(details) && Array.isArray(details.causes) ? (details.causes as unknown[]) : [];
  for (const cause of causes) {
    if (isRecord(cause) && cause.reason === 'ExitCode' && /^\d{1,3}$/.test(String(cause.message)))
      return Number(cause.message);
  }
  return null;
}

/** Words of runc, crun and CRI-O for a program that is not there. */
const noProgram = /executable file .*not found|no such file or directory|stat .*: no such file/i;
const notRunning =
  /container not found|container (?:is )?not running|not found in pod|is not running|container .* not found|cannot exec in a (?:stopped|paused|deleted)|container .*not created|is waiting to start|current phase is/i;

function notRun(message: string, { command, pod, container }: ExecRequest): { ok: false; fault: Fault } {
  const program = command[0] ?? '';
  if (noProgram.test(message))
    return fail(
      'refused',
      `${pod}/${container} has no program \`${program}\`.`,
      execRefusal('no-program', { pod, container, program }),
    );
  if (/permission denied/i.test(message))
    return fail(
      'refused',
      `${pod}/${container} may not run \`${program}\`: permission denied.`,
      execRefusal('program-denied', { pod, container, program }),
    );
  if (notRunning.test(message))
    return fail(
      'refused',
      `The container ${container} of ${pod} does not run now.`,
      execRefusal('container-not-running', { pod, container }),
    );
  return fail(
    'unreachable',
    `The kubelet could not run the command in ${pod}/${container}: ${message.slice(0, 500)}`,
  );
}

/** Whether an exec failed because the container has no such program, as against everything else. */
export function isNoSuchProgram(fault: Fault): boolean {
  return fault.kind === 'refused' && fault.reason?.code === 'no-program';
}

/** The refusal of the upgrade to a WebSocket, read to at most 64 KiB. */
export async function refusalOf(response: IncomingMessage): Promise<Status> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > 65_536) break;
    }
  } catch {
    // What came is enough: the HTTP code is known.
  }
  const text = Buffer.concat(chunks).toString('utf8');
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy's page, not a Status.
  }
  return readStatus(body, response.statusCode ?? 0);
}

/** The API server's refusal of an exec as a fault. */
export function execFault(status: Status, request: ExecRequest): { ok: false; fault: Fault } {
  const { namespace, pod, container } = request;
  if (status.code === 400 && /container .* is not valid for pod/.test(status.message))
    return fail('refused', `The pod ${pod} has no container ${container}.`);
  if (status.code !== 401 && status.code !== 403 && notRunning.test(status.message))
    return fail(
      'refused',
      `The container ${container} of ${pod} does not run now: ${status.message.slice(0, 500)}`,
      execRefusal('container-not-running', { pod, container }),
    );
  if (status.code === 400) return fail('refused', status.message.slice(0, 500));
  if (status.code === 404) return fail('not-found', status.message.slice(0, 500));
  return statusFault(status, rightOf(status.message, { namespace, name: pod }));
}

/**
 * The right that exec lacks. Over a WebSocket, API servers before 1.35 ask for `get` on `pods/exec` and not for the
 * `create` that kubectl's POST needs, so the verb is what the server says is missing.
 */
function rightOf(message: string, at: { namespace: string; name: string }): Right {
  const verb = /cannot (\w+) resource "pods\/exec"/.exec(message)?.[1] ?? 'create';
  return { verb, group: '', resource: 'pods', subresource: 'exec', ...at };
}
