import { execFile } from 'node:child_process';
import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import type { ConfigPod } from '#lib/domain/config/config-view.ts';
import { type CheckedLine, parseCheck } from '#lib/domain/frr/config/check-output.ts';
import type { Fault } from '#lib/domain/result.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { runFrr } from '#lib/kube/frr-programs.ts';
import { gate } from '#lib/kube/gate.ts';

/** One check with what it said, line by line. */
export type PodCheck = ConfigCheck['checks'][number] & { lines: CheckedLine[] };

/** At once, of all who ask. */
const simultaneous = gate(4);

/**
 * Checks a text in one running pod of each image that uses it: the grammar is that build's. Where none runs, by the console's
 * own vtysh, if it has one; else it is said that nothing checked it.
 * @param against a pod, a version or an image; all of them without it
 */
export async function checkInPods(
  connection: Connection,
  namespace: string,
  pods: readonly ConfigPod[],
  text: string,
  against: string | undefined,
): Promise<PodCheck[]> {
  const wanted = pods.filter(
    ({ pod, version, image }) => against === undefined || [pod, version, image].includes(against),
  );
  if (against !== undefined && wanted.length === 0)
    return [notChecked('no-such-version', `No pod of this ConfigMap is, or runs, ${against}.`)];
  const images = Map.groupBy(wanted, ({ image }) => image);
  if (images.size === 0) return [await checkHere(text, 'no-pod', 'No pod runs FRRouting with it.')];
  return Promise.all(
    [...images.values()].map(async (same): Promise<PodCheck> => {
      const running = same.find((one) => one.running);
      if (running === undefined) {
        const names = same.map(({ pod }) => pod).join(', ');
        return {
          ...(await checkHere(text, 'not-running', `${names} does not run now.`)),
          pods: same.map(({ pod }) => pod),
        };
      }
      const check = await simultaneous.run(() => checkInPod(connection, namespace, running, text));
      return { ...check, pods: same.map(({ pod }) => pod) };
    }),
  );
}

async function checkInPod(
  connection: Connection,
  namespace: string,
  { pod, container, image, version }: ConfigPod,
  text: string,
): Promise<PodCheck> {
  const before = Date.now();
  const end = await runFrr(connection, { namespace, pod, container }, 'check', text);
  const where = { how: 'pod' as const, pod, container, image, version, pods: [pod] };
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
  state: 'not-checked',
  code,
  detail,
  milliseconds: null,
  pods: [],
  lines: [],
});

/** By the vtysh of the machine that the console runs on; `code` and `detail` say why not by a pod, where there is none here either. */
function checkHere(text: string, code: string, detail: string): Promise<PodCheck> {
  const before = Date.now();
  return new Promise((resolve) => {
    const options = {
      timeout: 20_000,
      maxBuffer: 2 * 1_048_576,
      env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH ?? '' },
    };
    const child = execFile('vtysh', ['-C', '-f', '/dev/stdin'], options, (error, _stdout, stderr) => {
      const lines = parseCheck(stderr);
      if (error && lines.length === 0) return resolve(notChecked(code, detail));
      const state = lines.length > 0 ? 'problems' : 'clean';
      const where = {
        how: 'local' as const,
        pod: null,
        container: null,
        image: null,
        version: null,
        pods: [],
      };
      resolve({ ...where, state, code, detail, milliseconds: Date.now() - before, lines });
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(text);
  });
}
