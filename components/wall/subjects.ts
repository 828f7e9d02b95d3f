import type { ChainRow } from '#lib/contracts/stream.ts';
import type { AlertView } from '#lib/domain/alert/alert.ts';
import { type Since, troubleSince } from '#lib/domain/alert/trouble-since.ts';
import { type Health, isTroubled, type Reason } from '#lib/domain/health.ts';
import { worstFirst } from '#lib/domain/reason-order.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { byTrouble, functionsOf } from '../chain/chain-order.ts';
import { functionKey } from '../function/paths.ts';
import type { WallOptions } from './options.ts';

/** One tile of the wall: a chain, or a function that is in trouble outside any chain. */
export interface WallSubject {
  key: string;
  namespace: string;
  name: string;
  health: Health;
  /** Of the whole chain, worst first; each names the member that it is about. */
  reasons: Reason[];
  /** Since when the worst of it lasts. */
  since: Since | null;
  members: FunctionRow[];
  /** Nothing of it may be changed now. */
  frozen: boolean;
  /** Alerts that are open, and those of them that nobody has acknowledged. */
  alerts: number;
  unattended: number;
  /** Who has acknowledged all of its trouble that is alerted of, and what he says; null where any is left. */
  attended: { by: string; note: string } | null;
  /** Members somebody attends to, by {@link functionKey}: none of their alerts is left. */
  attendedMembers: ReadonlySet<string>;
  /** For the layout. */
  troubled: boolean;
  functions: number;
}

/** What the wall shows, worst first. */
export function wallSubjects(
  chains: readonly ChainRow[],
  functions: ReadonlyMap<string, FunctionRow>,
  freezes: readonly { namespace: string; chain: string | null }[],
  alerts: readonly AlertView[],
  options: Pick<WallOptions, 'chains' | 'namespaces'>,
): WallSubject[] {
  const wanted = ({ namespace, name }: { namespace: string; name: string }): boolean =>
    (options.namespaces.length === 0 || options.namespaces.includes(namespace)) &&
    (options.chains.length === 0 ||
      options.chains.includes(name) ||
      options.chains.includes(`${namespace}/${name}`));
  const alone = [...functions.values()].filter((one) => one.chain === null && isTroubled(one.health));
  return [
    ...chains.filter(wanted).map((chain) => subject(chain, functionsOf(chain, functions), freezes, alerts)),
    ...alone
      .filter(wanted)
      .map((one) => ({ ...subject(one, [one], freezes, alerts), key: functionKey(one) })),
  ].sort(byTrouble);
}

function subject(
  { namespace, name, health, reasons }: Pick<ChainRow, 'namespace' | 'name' | 'health' | 'reasons'>,
  members: FunctionRow[],
  freezes: readonly { namespace: string; chain: string | null }[],
  alerts: readonly AlertView[],
): WallSubject {
  const own = alertsOf(members, alerts);
  return {
    key: `${namespace}/${name}`,
    namespace,
    name,
    health,
    reasons: worstFirst(reasons),
    since: health === 'ok' ? null : troubleSince([{ health, reasons }, ...members], alerts),
    members,
    frozen: freezes.some(
      (freeze) => freeze.namespace === namespace && (freeze.chain === null || freeze.chain === name),
    ),
    alerts: own.length,
    unattended: own.filter(({ acknowledged }) => acknowledged === null).length,
    attended: attendedBy(own),
    attendedMembers: new Set(
      members.filter((one) => attendedBy(alertsOf([one], own)) !== null).map(functionKey),
    ),
    troubled: isTroubled(health),
    functions: members.length,
  };
}

const alertsOf = (members: readonly FunctionRow[], alerts: readonly AlertView[]): AlertView[] => {
  const keys = new Set(members.map(functionKey));
  return alerts.filter(
    ({ namespace, kind, name }) =>
      namespace !== null &&
      kind !== null &&
      name !== null &&
      keys.has(functionKey({ namespace, kind, name })),
  );
};

/** Whoever acknowledged last speaks for all. */
function attendedBy(alerts: readonly AlertView[]): WallSubject['attended'] {
  const known = alerts.flatMap(({ acknowledged }) => acknowledged ?? []);
  const [last] = known.sort((a, b) => (a.at < b.at ? 1 : -1));
  return last === undefined || known.length < alerts.length ? null : { by: last.by, note: last.note };
}
