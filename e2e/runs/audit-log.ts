import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A write that the API server let through. Source: audit.k8s.io/v1 Event. */
export interface AuditedWrite {
  /** When the API server received it, in milliseconds as `Date.now()`. */
  at: number;
  verb: string;
  /** `pods/eviction`, `statefulsets` */
  resource: string;
  name: string;
  user: string;
}

interface Event {
  verb: string;
  stage: string;
  requestURI: string;
  requestReceivedTimestamp: string;
  user: { username: string };
  objectRef?: { resource: string; subresource?: string; name?: string; namespace?: string };
  responseStatus?: { code: number };
}

/** The audit log of the API server that a kubeconfig names, where it is one of a throw-away cluster on this machine. */
export function auditLogOf(kubeconfig: string): string | undefined {
  const file = join(dirname(kubeconfig), 'logs', 'audit.log');
  return existsSync(file) ? file : undefined;
}

/** Nothing is stored by it. Source: k8s.io/apimachinery `dryRun` of CreateOptions, PatchOptions and the like. */
const isDryRun = ({ requestURI }: Event): boolean =>
  new URL(requestURI, 'https://api').searchParams.has('dryRun');

/** The writes in a namespace since a time, as the audit log has them; who runs the cluster is left out of that. */
export function auditedWrites(log: string, namespace: string, since: number): AuditedWrite[] {
  return filesOf(log, since)
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => line.includes(`"namespace":"${namespace}"`))
    .map((line) => JSON.parse(line) as Event)
    .filter(({ verb }) => ['create', 'update', 'patch', 'delete', 'deletecollection'].includes(verb))
    .filter((event) => !isDryRun(event))
    .filter(
      ({ stage, responseStatus }) => stage === 'ResponseComplete' && (responseStatus?.code ?? 500) < 300,
    )
    .map(({ verb, user, objectRef, requestReceivedTimestamp }) => ({
      at: Date.parse(requestReceivedTimestamp),
      verb,
      resource: [objectRef?.resource, objectRef?.subresource].filter(Boolean).join('/'),
      name: objectRef?.name ?? '',
      user: user.username,
    }))
    .filter(({ at }) => at >= since);
}

/** The log, after those that were written to since and were full: `audit-2026-11-28T20-34-43.810.log` beside `audit.log`. */
function filesOf(log: string, since: number): string[] {
  const stem = basename(log, '.log');
  const full = readdirSync(dirname(log)).filter((name) => name.startsWith(`${stem}-`));
  const files = full.sort().map((name) => join(dirname(log), name));
  return [...files.filter((file) => statSync(file).mtimeMs >= since), log];
}
