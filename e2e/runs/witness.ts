import { type AuditedWrite, auditedWrites, auditLogOf } from './audit-log.ts';
import { followPods, type PodHistory } from './pod-history.ts';

/** What looks at runs from two sides: the pods as they are watched, and the writes as the API server audits them. */
export interface Witness {
  /** What contradicts the plan, in words; empty where nothing does. */
  problems(): string[];
  /** The writes so far; null where the API server's audit log is not at hand. */
  writes(): AuditedWrite[] | null;
  worst(): number | null;
  stop(): void;
}

/** @param batch how many pods the plan lets be away at once */
export function witness(options: {
  kubeconfig: string;
  namespace: string;
  selector: string;
  wanted: number;
  batch: number;
}): Witness {
  const { kubeconfig, namespace, wanted, batch } = options;
  const since = Date.now();
  const history = followPods(kubeconfig, namespace, options.selector, wanted);
  const writes = () => {
    // There is none before the first request of somebody who is audited.
    const log = auditLogOf(kubeconfig);
    return log === undefined ? null : auditedWrites(log, namespace, since);
  };
  return {
    writes,
    worst: history.worst,
    stop: history.stop,
    problems() {
      const worst = history.worst();
      const watched =
        worst === null
          ? ['the pods were never all there']
          : worst > batch
            ? [`${worst} pods were away at once, planned were ${batch}`]
            : [];
      return [...watched, ...takenEarly(writes() ?? [], history, batch)];
    },
  };
}

/** What takes a pod away by itself; of an update its controller takes them, which only the watch tells. */
const takesPod = ({ verb, resource }: AuditedWrite): boolean =>
  (resource === 'pods/eviction' && verb === 'create') || (resource === 'pods' && verb.startsWith('delete'));

/** A pod may be taken only while fewer others are away than planned. */
const takenEarly = (writes: readonly AuditedWrite[], history: PodHistory, batch: number): string[] =>
  writes.filter(takesPod).flatMap(({ at, verb, resource, name, user }) => {
    const away = history.othersAway(at, name);
    return away < batch
      ? []
      : [`audit log: ${verb} ${resource} ${name} by ${user} while ${away} others were away`];
  });

/** How often something was written: `patch statefulsets`, `create pods/eviction`. */
export function counts(writes: readonly AuditedWrite[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { verb, resource } of writes)
    found[`${verb} ${resource}`] = (found[`${verb} ${resource}`] ?? 0) + 1;
  return found;
}
