import type { WatchedKind } from '#lib/domain/cluster/freshness.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { candidates, groupVersionOf, type ServedAs } from './resources.ts';

export type Served = Map<WatchedKind, ServedAs>;

/**
 * Which of the kinds the API server serves, and how. A kind that is absent from the answer is not served. Where discovery
 * itself is not allowed (RBAC's system:discovery taken away) the best way of each kind is assumed: a 404 will tell.
 */
export async function discover(
  connection: Connection,
  kinds: Iterable<WatchedKind>,
): Promise<Result<Served, RequestFault>> {
  const groups = await requestJson(connection, '/apis');
  const hidden = !groups.ok && (codeOf(groups.fault) === 403 || codeOf(groups.fault) === 404);
  if (!groups.ok && !hidden) return groups;
  const offered = groups.ok ? groupVersions(groups.value) : null;
  const resources = new Map<string, Promise<Result<Set<string>, RequestFault>>>();
  const served: Served = new Map();
  for (const kind of kinds) {
    for (const candidate of candidates[kind]) {
      if (offered === null || candidate.group === '') {
        served.set(kind, candidate);
        break;
      }
      const groupVersion = groupVersionOf(candidate);
      if (!offered.has(groupVersion)) continue;
      const asked = resources.get(groupVersion) ?? resourcesOf(connection, groupVersion);
      resources.set(groupVersion, asked);
      const names = await asked;
      if (!names.ok && codeOf(names.fault) === null) return names;
      if (names.ok && !names.value.has(candidate.resource)) continue;
      served.set(kind, candidate);
      break;
    }
  }
  return ok(served);
}

async function resourcesOf(
  connection: Connection,
  groupVersion: string,
): Promise<Result<Set<string>, RequestFault>> {
  const answer = await requestJson(connection, `/apis/${groupVersion}`);
  if (!answer.ok) return answer;
  return ok(new Set(items(answer.value, 'resources').map((resource) => String(resource.name))));
}

function groupVersions(body: unknown): Set<string> {
  const versions = items(body, 'groups').flatMap((group) => items(group, 'versions'));
  return new Set(versions.map((version) => String(version.groupVersion)));
}

function items(body: unknown, field: string): Record<string, unknown>[] {
  const list =
    body !== null && typeof body === 'object' ? (body as Record<string, unknown>)[field] : undefined;
  return Array.isArray(list) ? list.filter((item) => item !== null && typeof item === 'object') : [];
}
