import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import type { RouterPod } from '#lib/domain/config/config-pods.ts';
import { type CheckedLine, parseCheck } from '#lib/domain/frr/config/check-output.ts';
import type { Fault } from '#lib/domain/result.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { runFrr } from '#lib/kube/frr-programs.ts';
import { gate } from '#lib/kube/gate.ts';
import { checkHere } from './check-here.ts';

/** One check with what it said, line by line. */
export type PodCheck = ConfigCheck['checks'][number] & { lines: CheckedLine[] };

/** At once, of all who ask. */
const simultaneous = gate(4);

/** Why no pod checks a text, and which release would run it; null where that is not known. */
export interface NoPod {
  code: string;
  detail: string;
  expected: string | null;
}

/**
 * Checks a text in one running pod of each image that uses it: the grammar is that build's. Where none runs, by the console's
 * own vtysh, if it has one; else it is said that nothing checked it.
 * @param against a pod, a version or an image; all of them without it
 * @param none what is so where there is no pod at all
 */
export async function checkInPods(
  connection: Connection,
  namespace: string,
  pods: readonly RouterPod[],
  text: string,
  against: string | undefined,
  none: NoPod,
): Promise<PodCheck[]> {
  const wanted = pods.filter(
    ({ pod, version, image }) => against === undefined || [pod, version, image].includes(against),
  );
  if (against !== undefined && wanted.length === 0)
    return [notChecked('no-such-version', `No pod of this ConfigMap is, or runs, ${against}.`)];
  const images = Map.groupBy(wanted, ({ image }) => image);
  if (images.size === 0) return [await checkLocally(text, none)];
  return Promise.all(
    [...images.values()].map(async (same): Promise<PodCheck> => {
      const running = same.find((one) => one.running);
      if (running === undefined) {
        const names = same.map(({ pod }) => pod);
        const detail = `${names.join(', ')} does not run now.`;
        const expected = same[0]?.version ?? null;
        return { ...(await checkLocally(text, { code: 'not-running', detail, expected })), pods: names };
      }
      const check = await simultaneous.run(() => checkInPod(connection, namespace, running, text));
      return { ...check, pods: same.map(({ pod }) => pod) };
    }),
  );
}

/** By the console's own vtysh, where it has one: `code` and `detail` say why not by a pod. */
async function checkLocally(text: string, { code, detail, expected }: NoPod): Promise<PodCheck> {
  const found = await simultaneous.run(() => checkHere(text));
  if (found === null) return { ...notChecked(code, detail), expected };
  const { lines } = found;
  const state = lines.length > 0 ? 'problems' : 'clean';
  return { ...notChecked(code, detail), ...found, how: 'local', expected, state };
}

async function checkInPod(
  connection: Connection,
  namespace: string,
  { pod, container, image, version }: RouterPod,
  text: string,
): Promise<PodCheck> {
  const before = Date.now();
  const end = await runFrr(connection, { namespace, pod, container }, 'check', text);
  const where = { how: 'pod' as const, pod, container, image, version, expected: version, pods: [pod] };
  if (!end.ok) return { ...notChecked(codeOf(end.fault), end.fault.detail), ...where };
  const milliseconds = Date.now() - before;
  const lines = parseCheck(end.value.stderr);
  // Anything else than its own words about lines says that it did not come to an end.
  if (end.value.exitCode !== 0 && lines.length === 0)
    return {
      ...notChecked(end.value.exitCode === 127 ? 'no-vtysh' : 'failed', end.value.stderr.slice(0, 500)),
      ...where,
    };
  const state = lines.length > 0 ? 'problems' : 'clean';
  return { ...where, state, code: null, detail: null, milliseconds, lines };
}

function codeOf({ kind, detail }: Fault): string {
  if (kind === 'forbidden') return 'forbidden';
  if (detail.includes('did not end within')) return 'too-slow';
  return kind === 'refused' || kind === 'not-found' ? 'not-running' : 'failed';
}

const notChecked = (code: string, detail: string): PodCheck => ({
  how: 'none',
  pod: null,
  container: null,
  image: null,
  version: null,
  expected: null,
  state: 'not-checked',
  code,
  detail,
  milliseconds: null,
  pods: [],
  lines: [],
});
