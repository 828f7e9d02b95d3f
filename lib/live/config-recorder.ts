import { reviewAccess } from '#lib/kube/access-review.ts';
import { readConfigMap } from '#lib/kube/config-map.ts';
import { configHash, keepRevision, keptRevisionsOf, readRevisionTexts } from '#lib/kube/config-revisions.ts';
import type { Connection } from '#lib/kube/connection.ts';
import type { Stores } from '#lib/kube/stores.ts';

const everyMs = 5_000;
/** Whoever changes texts through the console keeps them himself: this is for all others. */
const patienceMs = 8_000;

/**
 * Keeps texts that were put into a ConfigMap from elsewhere, while the console watches, so that one can go back to them. Only
 * where it has a history already or changes before our eyes, and where the console's own user may make ControllerRevisions.
 */
export function startConfigRecorder(connection: Connection, stores: Stores): { stop(): void } {
  const seen = new Map<string, { hash: string; resourceVersion: string; at: number }>();
  const refused = new Map<string, number>();
  let busy = false;

  async function keep(namespace: string, name: string, uid: string): Promise<void> {
    const pause = refused.get(namespace) ?? 0;
    if (Date.now() < pause) return;
    const right = { verb: 'create', group: 'apps', resource: 'controllerrevisions', namespace };
    const may = await reviewAccess(connection, right);
    if (!may.ok) {
      refused.set(namespace, Date.now() + 60_000);
      return;
    }
    const fresh = await readConfigMap(connection, namespace, name);
    if (!fresh.ok || fresh.value.uid !== uid) return;
    const kept = keptRevisionsOf(uid, stores.controllerrevisions.values());
    const [newest] = kept;
    if (newest?.note.hash === configHash(fresh.value.data)) return;
    const before = newest ? await readRevisionTexts(connection, namespace, newest.name) : null;
    await keepRevision(connection, { namespace, name }, fresh.value, kept, before?.ok ? before.value : null);
  }

  async function look(): Promise<void> {
    for (const { metadata, data } of stores.configmaps.values()) {
      if (data?.['frr.conf'] === undefined) continue;
      const { uid, namespace = '', name, resourceVersion } = metadata;
      const known = seen.get(uid);
      if (known?.resourceVersion !== resourceVersion) {
        const hash = configHash(data);
        // Nobody watched before: what its history does not end with was changed meanwhile.
        const [newest] = known ? [] : keptRevisionsOf(uid, stores.controllerrevisions.values());
        const before = known?.hash ?? newest?.note.hash;
        const changed = before !== undefined && before !== hash;
        seen.set(uid, { hash, resourceVersion, at: changed ? Date.now() : (known?.at ?? 0) });
        continue;
      }
      if (known.at === 0 || Date.now() - known.at < patienceMs) continue;
      seen.set(uid, { ...known, at: 0 });
      await keep(namespace, name, uid);
    }
  }

  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
