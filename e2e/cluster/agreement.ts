import type { Console } from './console.ts';
import { kubectl, type PrintedPod, readPods } from './kubectl.ts';

const seconds: Record<string, number> = { y: 31_536_000, d: 86_400, h: 3_600, m: 60, s: 1 };

/** `3d22h` in seconds, as coarse as it was printed; NaN for what is not an age. */
function ageSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)([ydhms])/g)];
  if (parts.map(([whole]) => whole).join('') !== text) return Number.NaN;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ''] ?? Number.NaN), 0);
}

const key = (pod: PrintedPod) => `${pod.namespace}/${pod.name}`;
const byKey = (pods: readonly PrintedPod[]) => new Map(pods.map((pod) => [key(pod), pod]));

/** All but what the clock alone changes: `10 (3d22h ago)` is `10` here. */
const still = (pod: PrintedPod) => [key(pod), pod.ready, pod.status, pod.restarts.split(' ')[0]].join('  ');
const restartAge = (pod: PrintedPod) => /\((\S+) ago\)/.exec(pod.restarts)?.[1] ?? '0s';

/** What the clock changes lies between what kubectl printed before and after; where those are the same, it is that. */
function between(before: PrintedPod, told: PrintedPod, after: PrintedPod): boolean {
  const exact = before.age === after.age && before.restarts === after.restarts;
  if (exact) return told.age === after.age && told.restarts === after.restarts;
  return [(pod: PrintedPod) => pod.age, restartAge].every((read) => {
    const [low, value, high] = [before, told, after].map((pod) => ageSeconds(read(pod)));
    return low !== undefined && value !== undefined && high !== undefined && low <= value && value <= high;
  });
}

const line = (pod: PrintedPod | undefined) =>
  pod === undefined ? '(not there)' : `${still(pod)}  ${pod.restarts}  ${pod.age}`;

/**
 * Compares every column of every pod with kubectl, which is asked before and after the console: a pod that did not
 * change between must be told the same. Asks again until all of them agree and all pods of `namespace` were quiet.
 * Gives the pods; throws with the lines that differ after `limit` seconds.
 */
export async function agreement(console: Console, namespace: string, limit = 60): Promise<PrintedPod[]> {
  const end = performance.now() + limit * 1000;
  let differences: string[] = [];
  do {
    const before = byKey(readPods(await kubectl('get', 'pods', '-A', '--no-headers')));
    const { body } = await console.get<{ items: PrintedPod[] }>('/api/v1/pods');
    const after = byKey(readPods(await kubectl('get', 'pods', '-A', '--no-headers')));
    const told = byKey(body.items);
    const quiet = (name: string) => {
      const [first, last] = [before.get(name), after.get(name)];
      return first && last && still(first) === still(last) ? ([first, last] as const) : undefined;
    };
    differences = [];
    for (const name of new Set([...before.keys(), ...after.keys(), ...told.keys()])) {
      const pair = quiet(name);
      const said = told.get(name);
      const changed = !pair && (before.has(name) || after.has(name)) && !name.startsWith(`${namespace}/`);
      if (changed) continue;
      if (pair && said && still(said) === still(pair[1]) && between(pair[0], said, pair[1])) continue;
      differences.push(
        `kubectl: ${line(before.get(name))}\n      then ${line(after.get(name))}\n  console: ${line(said)}`,
      );
    }
    if (differences.length === 0) return [...after.values()];
  } while (performance.now() < end);
  throw new Error(`the console and kubectl do not agree within ${limit} s:\n${differences.join('\n')}`);
}
