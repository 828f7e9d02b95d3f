import type { z } from 'zod';
import type { listPods as contract } from '#lib/contracts/reading.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Verb } from '#lib/http/handle.ts';
import { podItem } from './pod-item.ts';
import { mayList, viewerOf } from './viewer.ts';

type Query = z.output<typeof contract.query>;
type Answer = z.output<Extract<typeof contract.answer, z.ZodType>>;

/** Pods by namespace and name, filtered, in pages; `continue` is the key after which the next page starts. */
export const listPods: Verb<unknown, Query, Answer> = async ({ query, request }) => {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, ['pods'], query.namespace);
  if (!may.ok) return may;
  const after = query.continue === undefined ? null : decodeToken(query.continue);
  if (query.continue !== undefined && after === null)
    return fail('malformed', 'continue: not a token of an earlier answer; ask again without it', {
      errors: [{ field: 'continue', message: 'not a token of an earlier answer' }],
    });
  const found = hub
    .pods()
    .filter(podFilter(query))
    .sort((a, b) => compare(keyOf(a), keyOf(b)));
  const rest = after === null ? found : found.filter((row) => keyOf(row) > after);
  const page = query.limit === undefined ? rest : rest.slice(0, query.limit);
  const last = page.at(-1);
  const now = new Date();
  const { version } = hub.cluster();
  return ok({
    items: page.map((row) => podItem(row, now, version)),
    total: found.length,
    continue: last && page.length < rest.length ? encodeToken(keyOf(last)) : null,
    freshness: hub.freshness(),
  });
};

/** The filters of the query, as one predicate. */
export function podFilter(query: Omit<Query, 'limit' | 'continue'>): (row: PodRow) => boolean {
  const wanted = query.q?.toLowerCase();
  return (row) =>
    (query.namespace === undefined || row.namespace === query.namespace) &&
    (query.health === undefined || row.health === query.health) &&
    (query.function === undefined || isOf(row, query.function)) &&
    (wanted === undefined ||
      [row.namespace, row.name, row.node, row.podIP, row.status, row.version, row.chain].some((text) =>
        text?.toLowerCase().includes(wanted),
      ));
}

function isOf(row: PodRow, name: string): boolean {
  const ref = row.function;
  if (!ref) return false;
  return name === ref.name || name === `${ref.namespace}/${ref.kind}/${ref.name}`;
}

const keyOf = (row: PodRow): string => `${row.namespace}/${row.name}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const encodeToken = (key: string): string => Buffer.from(key).toString('base64url');

function decodeToken(token: string): string | null {
  const key = Buffer.from(token, 'base64url').toString();
  return /^[^/]+\/[^/]+$/.test(key) && encodeToken(key) === token ? key : null;
}
