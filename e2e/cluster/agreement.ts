import type { Console } from './console.ts';
import { kubectl, type PrintedPod, readPods } from './kubectl.ts';

interface Told extends PrintedPod {
  [other: string]: unknown;
}

const line = (pod: PrintedPod) =>
  [pod.namespace, pod.name, pod.ready, pod.status, pod.restarts, pod.age].join('  ');

/**
 * Waits for a quiet instant — kubectl prints the same before and after the console is asked — and compares every
 * column of every pod there. Gives the pods; throws with the lines that differ where no quiet instant agreed.
 */
export async function agreement(console: Console, seconds = 60): Promise<PrintedPod[]> {
  const end = performance.now() + seconds * 1000;
  let difference = 'there was no quiet instant';
  do {
    const before = await kubectl('get', 'pods', '-A', '--no-headers');
    const { body } = await console.get<{ items: Told[] }>('/api/v1/pods');
    const after = await kubectl('get', 'pods', '-A', '--no-headers');
    if (before !== after) continue;
    const printed = readPods(after);
    const kubectlSays = printed.map(line).sort();
    const consoleSays = body.items.map(line).sort();
    if (kubectlSays.join('\n') === consoleSays.join('\n')) return printed;
    difference = [
      ...kubectlSays.filter((each) => !consoleSays.includes(each)).map((each) => `kubectl: ${each}`),
      ...consoleSays.filter((each) => !kubectlSays.includes(each)).map((each) => `console: ${each}`),
    ].join('\n');
  } while (performance.now() < end);
  throw new Error(`the console and kubectl do not agree within ${seconds} s:\n${difference}`);
}
