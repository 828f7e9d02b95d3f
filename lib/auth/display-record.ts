import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { watchedKinds } from '#lib/domain/cluster/freshness.ts';
import { type DisplayLink, linkName } from '#lib/domain/display/display-link.ts';
import type { ConfigMap } from '#lib/domain/kubernetes.ts';
import { ownSecrets } from './own-secrets.ts';
import type { SignInState } from './sign-in-state.ts';

/** On the ConfigMap: the label to find it by, the link without its token, and the console's word for it. */
export const linkLabel = 'cnf-console/display-link';
const linkAnnotation = 'cnf-console/display-link';
const sealAnnotation = 'cnf-console/display-link-seal';

const names = z.array(z.string());
const stored = z.object({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z.string(),
  scope: z.object({ namespaces: names, chains: names }),
  seen: z.partialRecord(z.enum(watchedKinds), z.union([z.literal('*'), names])),
  by: z.object({ user: z.string(), groups: names }),
  at: z.iso.datetime(),
  until: z.iso.datetime({ offset: true }),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The ConfigMap of a link. Whoever may write ConfigMaps cannot make or change one that a console takes for its own. */
export async function linkManifest(state: SignInState, { namespace, ...link }: DisplayLink) {
  const json = JSON.stringify(link);
  const [first = ''] = await keys(state);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: linkName(link.id),
      namespace,
      labels: { [linkLabel]: 'true' },
      annotations: { [linkAnnotation]: json, [sealAnnotation]: sealBy(first, namespace, json) },
    },
  };
}

/** Whether a ConfigMap says that it is a link. */
export const isLink = ({ metadata }: ConfigMap): boolean => metadata.labels?.[linkLabel] !== undefined;

// An object that is watched is never changed, only replaced.
const read = new WeakMap<ConfigMap, Promise<DisplayLink | null>>();

/** The link in a ConfigMap; null where it cannot be read, or no console with the same secret has made it. */
export function readLink(state: SignInState, map: ConfigMap): Promise<DisplayLink | null> {
  const known = read.get(map);
  if (known) return known;
  const answer = readAnew(state, map);
  read.set(map, answer);
  return answer;
}

async function readAnew(state: SignInState, { metadata }: ConfigMap): Promise<DisplayLink | null> {
  const { name, namespace = '', annotations = {} } = metadata;
  const json = annotations[linkAnnotation] ?? '';
  const link = stored.safeParse(parsed(json));
  if (!link.success || linkName(link.data.id) !== name) return null;
  const given = Buffer.from(annotations[sealAnnotation] ?? '');
  const isOurs = (await keys(state)).some((key) => {
    const good = Buffer.from(sealBy(key, namespace, json));
    return good.length === given.length && timingSafeEqual(good, given);
  });
  return isOurs ? { ...link.data, namespace } : null;
}

async function keys(state: SignInState): Promise<string[]> {
  const secrets = await ownSecrets(state, state.connection);
  return secrets.map((secret) =>
    createHmac('sha256', secret).update('cnf-console display link').digest('hex'),
  );
}

const sealBy = (key: string, namespace: string, json: string): string =>
  createHmac('sha256', key).update(`${namespace}\n${json}`).digest('hex');

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
