import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig } from '#e2e/contract/target.ts';

const run = promisify(execFile);

/** kubectl as an operator runs it, by the kubeconfig under test: the other witness. Throws with its message. */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args, {
    env: { ...process.env, KUBECONFIG: kubeconfig },
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout;
}

export async function kubectlJson<Body>(...args: string[]): Promise<Body> {
  return JSON.parse(await kubectl(...args, '-o', 'json')) as Body;
}

/**
 * Makes a namespace, and waits until pods can be made in it: the controller manager makes their service account, and before 1.24 its
 * token, a moment later.
 */
export async function makeNamespace(name: string): Promise<void> {
  await kubectl('create', 'namespace', name);
  const probe = ['run', 'probe', '--image=probe', '--restart=Never', '--dry-run=server', '-n', name];
  await eventually(`pods to be allowed in ${name}`, () =>
    kubectl(...probe).then(
      () => true,
      () => undefined,
    ),
  );
}

/** One line of `kubectl get pods -A --no-headers`. */
export interface PrintedPod {
  namespace: string;
  name: string;
  ready: string;
  status: string;
  restarts: string;
  age: string;
}

/** Reads the lines as kubectl printed them; RESTARTS may hold a space: `10 (3d22h ago)`. */
export function readPods(text: string): PrintedPod[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\d+(?: \([^)]*\))?)\s+(\S+)$/.exec(line.trim());
      if (match === null) throw new Error(`kubectl printed a line that is not a pod: ${line}`);
      const [, namespace = '', name = '', ready = '', status = '', restarts = '', age = ''] = match;
      return { namespace, name, ready, status, restarts, age };
    });
}
