import { randomUUID } from 'node:crypto';
import type { LabObject } from './object.ts';
import type { Resource } from './resources.ts';
import { requestMatcher } from './selectors.ts';
import { badRequest, expired } from './status-error.ts';
import type { Store } from './store.ts';

export interface ListResult {
  items: LabObject[];
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
}

interface Page {
  rest: LabObject[];
  resourceVersion: number;
}

const tooOld =
  'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.';
const maximumPages = 200;

/**
 * Lists with selectors and paging. What a continue token stands for is kept as it was at the first page, so that later
 * pages neither skip nor repeat, whatever changes meanwhile.
 */
export class Lists {
  private readonly store: Store;
  private readonly pages = new Map<string, Page>();

  constructor(store: Store) {
    this.store = store;
  }

  list(resource: Resource, namespace: string | undefined, query: URLSearchParams): ListResult {
    const limit = readLimit(query);
    const token = query.get('continue') ?? '';
    const matches = requestMatcher(resource, query);
    const page = token === '' ? this.first(resource, namespace, query) : this.next(token);
    const all = token === '' && matches !== undefined ? page.rest.filter(matches) : page.rest;
    if (limit === 0 || all.length <= limit) {
      return { items: all, metadata: { resourceVersion: String(page.resourceVersion) } };
    }
    const rest = all.slice(limit);
    return {
      items: all.slice(0, limit),
      metadata: {
        resourceVersion: String(page.resourceVersion),
        continue: this.keep({ rest, resourceVersion: page.resourceVersion }),
        // Kubernetes knows the count only when nothing is selected.
        ...(matches === undefined ? { remainingItemCount: rest.length } : {}),
      },
    };
  }

  private first(resource: Resource, namespace: string | undefined, query: URLSearchParams): Page {
    const asked = query.get('resourceVersion') ?? '';
    if (asked !== '' && !/^\d+$/.test(asked)) throw badRequest(`invalid resource version "${asked}"`);
    const items = this.store.list(resource, namespace).sort(byNamespaceAndName);
    return { rest: items, resourceVersion: this.store.resourceVersion };
  }

  private next(token: string): Page {
    const id = Buffer.from(token, 'base64url').toString();
    if (!/^lab:[-0-9a-f]{36}$/.test(id))
      throw badRequest('continue key is not valid: illegal base64 or format');
    const page = this.pages.get(id);
    if (page === undefined || page.resourceVersion < this.store.compactedVersion) throw expired(tooOld);
    return page;
  }

  private keep(page: Page): string {
    const id = `lab:${randomUUID()}`;
    this.pages.set(id, page);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= maximumPages) break;
      this.pages.delete(oldest);
    }
    return Buffer.from(id).toString('base64url');
  }
}

function readLimit(query: URLSearchParams): number {
  const limit = query.get('limit');
  if (limit === null || limit === '') return 0;
  if (!/^\d+$/.test(limit)) throw badRequest(`strconv.ParseInt: parsing "${limit}": invalid syntax`);
  return Number(limit);
}

/** etcd's order of keys. */
export function byNamespaceAndName(left: LabObject, right: LabObject): number {
  const leftSpace = left.metadata.namespace ?? '';
  const rightSpace = right.metadata.namespace ?? '';
  if (leftSpace !== rightSpace) return leftSpace < rightSpace ? -1 : 1;
  if (left.metadata.name === right.metadata.name) return 0;
  return left.metadata.name < right.metadata.name ? -1 : 1;
}
