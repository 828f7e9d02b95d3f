import type { ExecHook } from '../../api/hooks.ts';
import { resourceOf } from '../../api/resources.ts';
import { StatusError } from '../../api/status-error.ts';
import type { Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { findCommand } from './commands.ts';

/** Runs commands in the pods of the simulation that is current at the time. */
export function execHook(simulation: () => Simulation): ExecHook {
  return async function* exec({ namespace, pod: name, container, command }) {
    const sim = simulation();
    const pod = sim.store.get(resourceOf('pods'), namespace, name) as Pod | undefined;
    const all = [...(pod?.spec.containers ?? []), ...(pod?.spec.initContainers ?? [])];
    const spec = all.find((item) => item.name === container);
    const [program = '', ...args] = command;
    if (pod === undefined || spec === undefined) throw noSuchProgram(sim, program);
    const context = { sim, pod, container: spec };
    const run = findCommand(program, context);
    if (run === undefined) throw noSuchProgram(sim, program);
    const { stdout, stderr, code } = run(args, context);
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
