import type { CommandOutput } from './command-output.ts';
import { TreeReader } from './config-tree.ts';
import { majorOf } from './grammar/check.ts';
import type { FrrMesh } from './mesh.ts';
import type { Router } from './router.ts';
import { daemonOf, withoutDefaults } from './running-config.ts';

/** `vtysh -c 'configure terminal' -c …`: each command in turn; the first that fails ends it, and those before it stay. */
export function configure(commands: readonly string[], router: Router, mesh: FrrMesh): CommandOutput {
  const tree = structuredClone(router.tree);
  const reader = new TreeReader(tree, majorOf(router.version));
  const done = (stdout: string, code: number): CommandOutput => {
    mesh.configure(router.key, withoutDefaults(tree));
    return { stdout, stderr: '', code };
  };
  for (const command of commands) {
    const daemon = daemonOf(command.trim().replace(/^no /, ''));
    if (daemon !== undefined && (router.dead.includes(daemon) || !router.daemons.includes(daemon)))
      return { ...done('', 1), stderr: `${daemon} is not running\n` };
    const as = /^router bgp (\S+)$/.exec(command.trim())?.[1];
    const current = router.config.bgp.find(({ vrf }) => vrf === 'default')?.as;
    if (as !== undefined && current !== undefined && String(current) !== as) {
      const mismatch = majorOf(router.version) >= 10 ? 'BGP instance name and AS number mismatch\n' : '';
      const what = majorOf(router.version) >= 10 ? 'BGP instance' : 'BGP';
      return done(`${mismatch}${what} is already running; AS is ${current}\n`, 1);
    }
    if (!reader.read(command)) return done(`% Unknown command: ${command}\n`, 1);
  }
  return done('', 0);
}
