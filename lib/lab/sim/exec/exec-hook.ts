import type { ExecHook } from '../../api/hooks.ts';
import { resourceOf } from '../../api/resources.ts';
import { StatusError } from '../../api/status-error.ts';
import type { Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { findCommand } from './commands.ts';

/** Runs commands in the pods of the simulation that is current at the time. */
export function execHook(simulation: () => Simulation): ExecHook {
  return async function* exec({ namespace, pod: name, container, command, stdin }) {
    const sim = simulation();
    const pod = sim.store.get(resourceOf('pods'), namespace, name) as Pod | undefined;
    const all = [...(pod?.spec.containers ?? []), ...(pod?.spec.initContainers ?? [])];
    const spec = all.find((item) => item.name === container);
    const [program = '', ...args] = command;
    if (pod === undefined || spec === undefined) throw noSuchProgram(sim, program);
    const context = { sim, pod, container: spec };
    const run = findCommand(program, context);
    if (run === undefined) throw noSuchProgram(sim, program);
    const input = { text: await inputOf(stdin, command) };
    const { stdout, stderr, code } = run(args, context, input);
    if (stdout !== '') yield { stdout };
    if (stderr !== '') yield { stderr };
    return code;
  };
}

/** containerd's words, through the kubelet. */
function noSuchProgram(sim: Simulation, program: string): StatusError {
  const runtime = `OCI runtime exec failed: exec failed: unable to start container process: exec: ${JSON.stringify(program)}: executable file not found in $PATH: unknown`;
  return new StatusError(
    500,
    'InternalError',
    `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${sim.random.hex(64)}": ${runtime}`,
  );
}

/**
 * What the command will read. A client that cannot say that its input has ended lets the command count the bytes
 * (`head -c`, or a program of its own), so no more is waited for.
 */
async function inputOf(
  stdin: AsyncIterable<Buffer> | undefined,
  command: readonly string[],
): Promise<string> {
  const byProgram = command[0] === 'python3' && command[1] === '-c' ? command[3] : undefined;
  const counted = byProgram ?? /\bhead -c ?(\d+)/.exec(command.join(' '))?.[1];
  const reads = /\/dev\/stdin|\bcat\b|\btee\b/.test(command.join(' '));
  if (stdin === undefined || (counted === undefined && !reads)) return '';
  const limit = counted === undefined ? Number.POSITIVE_INFINITY : Number(counted);
  const chunks: Buffer[] = [];
  let size = 0;
  if (limit > 0)
    for await (const chunk of stdin) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= limit) break;
    }
  return Buffer.concat(chunks).toString();
}
