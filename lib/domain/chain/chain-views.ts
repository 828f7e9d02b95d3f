import { compare } from '../compare.ts';
import { type Health, healthOf, type Reason, worse } from '../health.ts';
import type { ObjectMeta } from '../kubernetes.ts';
import type { FunctionRow } from '../workload/function-view.ts';
import type { ChainView } from './chain-view.ts';

export const chainLabel = 'app.kubernetes.io/part-of';
/** On the workload, never on the pod template: a change there would restart the pods. */
export const orderAnnotation = 'cnf-console/chain-order';

type Strings = Readonly<Record<string, string>> | undefined;

/** The chain a workload belongs to. Source of the label: kubernetes.io, Recommended Labels. */
export function chainOf(labels: Strings): string | null {
  return labels?.[chainLabel] || null;
}

/** The workload's place in its chain: a decimal number, fractions and signs allowed; null for none or anything else. */
export function chainOrder(annotations: Strings): number | null {
  const text = annotations?.[orderAnnotation]?.trim() ?? '';
  return /^[+-]?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

/** The order as written, where it is not a number. */
export function unreadableOrder(annotations: Strings): string | null {
  const text = annotations?.[orderAnnotation];
  return text !== undefined && chainOrder(annotations) === null ? text : null;
}

/** Which chains are shown as such, as `namespace/chain`: those with a member that has an order. */
export function shownChains(workloads: Iterable<ObjectMeta>): Set<string> {
  const shown = new Set<string>();
  for (const { namespace = '', labels, annotations } of workloads) {
    const chain = chainOf(labels);
    if (chain !== null && chainOrder(annotations) !== null) shown.add(`${namespace}/${chain}`);
  }
  return shown;
}

/**
 * The chains that the functions make, by namespace and name. `part-of` is used for other things too, so a chain is one
 * only where a member has an order. It is as well as the worst of its members, and a member without pods breaks it.
 */
export function chainViews(functions: readonly FunctionRow[]): ChainView[] {
  const members = new Map<string, FunctionRow[]>();
  for (const row of functions.filter((f) => f.chain !== null)) {
    const key = `${row.namespace}/${row.chain}`;
    members.set(key, [...(members.get(key) ?? []), row]);
  }
  return [...members.values()]
    .filter((group) => group.some((f) => f.order !== null))
    .map(chainView)
    .toSorted((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
}

function chainView(members: readonly FunctionRow[]): ChainView {
  const functions = members.toSorted(inOrder);
  const reasons = functions.flatMap(reasonsOf);
  const health = functions.reduce<Health>((worst, f) => worse(worst, f.health), healthOf(reasons));
  return {
    name: functions[0]?.chain ?? '',
    namespace: functions[0]?.namespace ?? '',
    health,
    reasons,
    functions,
  };
}

/** The members' own reasons, each with the member it is about, and what is wrong only because it is in a chain. */
function reasonsOf(member: FunctionRow): Reason[] {
  const about = member.reasons.map((reason) => ({
    ...reason,
    subject: reason.subject ? `${member.name}: ${reason.subject}` : member.name,
  }));
  // Nothing passes a function without pods, whether or not its own place in the chain is known.
  return member.desired === 0
    ? [
        ...about.filter((r) => r.code !== 'scaled-to-zero'),
        { code: 'scaled-to-zero', health: 'down', subject: member.name },
      ]
    : about;
}

function inOrder(a: FunctionRow, b: FunctionRow): number {
  if (a.order !== null && b.order !== null && a.order !== b.order) return a.order - b.order;
  if ((a.order === null) !== (b.order === null)) return a.order === null ? 1 : -1;
  return compare(a.name, b.name) || compare(a.kind, b.kind);
}
