import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import { type RouterPod, routerPod } from '#lib/domain/config/config-pods.ts';
import { frrConf, versionOf } from '#lib/domain/frr/start/frr-conf.ts';
import type { Result } from '#lib/domain/result.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import { checkText } from './check-config.ts';
import type { NoPod } from './check-in-pods.ts';
import type { StartBody } from './start-plan.ts';
import type { Viewer } from './viewer.ts';

/**
 * Checks what a new FRR would run: by an FRR of the same image that runs already, where the caller sees one and may execute in
 * it, in the same namespace if there is one; otherwise by the console's own vtysh, if it has one. Nothing is changed.
 */
export async function checkStart({ caller, hub }: Viewer, body: StartBody): Promise<Result<ConfigCheck>> {
  const { namespace, image, networks } = body;
  const none: NoPod = {
    code: 'no-such-image',
    detail: `No pod that you see runs ${image}.`,
    expected: versionOf(image),
  };
  const text = frrConf(body);
  // Which addresses a network will give is not known.
  const all = networks.every(({ addresses }) => addresses.length > 0);
  const interfaces = [
    { name: 'eth0', addresses: [] },
    ...networks.map(({ addresses }, index) => ({
      name: `net${index + 1}`,
      addresses: all ? [...addresses] : [],
    })),
  ];
  const about = { key: 'frr.conf', text, present: null, interfaces: [{ pod: body.name, interfaces }], none };
  const found = runsAlready(hub, namespace, image);
  if (found) {
    const { namespace: at, pod } = found;
    const check = await checkText(caller, at, { ...about, pods: [pod] });
    if (
      !check.ok ||
      check.value.checks.some(({ state, code }) => state !== 'not-checked' || code === 'refused-text')
    )
      return check;
    const [{ code, detail } = none] = check.value.checks;
    return checkText(caller, namespace, {
      ...about,
      pods: [],
      none: { ...none, code: code ?? none.code, detail: `${pod.pod}: ${detail ?? none.detail}` },
    });
  }
  return checkText(caller, namespace, { ...about, pods: [] });
}

/** A pod that runs FRRouting of an image, of this namespace before others; null where the caller sees none. */
function runsAlready({ stores }: Pick<LiveView, 'stores'>, namespace: string, image: string) {
  let other: { namespace: string; pod: RouterPod } | null = null;
  for (const pod of stores.pods.values()) {
    const at = pod.metadata.namespace ?? '';
    if (other !== null && at !== namespace) continue;
    const found = routerPod(pod, null, (name) => stores.configmaps.get(`${at}/${name}`));
    if (!found?.running || found.image !== image) continue;
    if (at === namespace) return { namespace: at, pod: found };
    other = { namespace: at, pod: found };
  }
  return other;
}
