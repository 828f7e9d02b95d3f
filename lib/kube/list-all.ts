import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { list, record, text } from './trim/wire.ts';

export interface Listed {
  resourceVersion: string;
}

const pageSize = 500;

/**
 * Lists a collection in pages and hands each object on as it came. A continue token that has expired (410: the list took
 * longer than etcd keeps history) starts it again, the second time in one piece, which cannot expire. `onStart` is called at
 * each start, so that what came before is forgotten.
 * Source: k8s.io/client-go tools/pager/pager.go, https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
 */
export async function listAll(
  connection: Connection,
  path: string,
  options: { signal: AbortSignal; onStart: () => void; onObject: (object: unknown) => void },
): Promise<Result<Listed, RequestFault>> {
  const right = { verb: 'list', ...resourceOf(path) };
  for (let expired = 0; ; expired++) {
    options.onStart();
    let token: string | undefined;
    do {
      const query = new URLSearchParams(expired < 2 ? { limit: String(pageSize) } : {});
      if (token !== undefined) query.set('continue', token);
      const page = await requestJson(connection, query.size === 0 ? path : `${path}?${query}`, {
        signal: options.signal,
        headTimeoutMs: 30_000,
        right,
      });
      if (!page.ok) {
        if (codeOf(page.fault) !== 410 || expired >= 2) return page;
        break;
      }
      const { metadata, items } = record(page.value);
      const meta = record(metadata);
      const resourceVersion = text(meta.resourceVersion);
      if (resourceVersion === undefined || !Array.isArray(items)) {
        return fail('unreachable', `${connection.info.server}${path} did not answer with a list.`);
      }
      for (const item of list(items)) options.onObject(item);
      token = text(meta.continue) || undefined;
      if (token === undefined) return ok({ resourceVersion });
    } while (token !== undefined);
  }
}

/** The right's resource and namespace, out of a collection's path. */
function resourceOf(path: string): { group: string; resource: string; namespace?: string } {
  const parts = path.split('/').filter(Boolean);
  const group = parts[0] === 'apis' ? (parts[1] ?? '') : '';
  const rest = parts.slice(group === '' ? 2 : 3);
  const resource = rest.at(-1) ?? '';
  return rest[0] === 'namespaces' && rest.length > 1
    ? { group, resource, namespace: decodeURIComponent(rest[1] ?? '') }
    : { group, resource };
}
