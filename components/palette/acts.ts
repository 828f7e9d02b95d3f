import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { Config } from '#lib/contracts/configs.ts';
import type { ChainRow } from '#lib/contracts/stream.ts';
import { type ActionName, functionActions } from '#lib/domain/action/action.ts';
import { type Refusal, refusalOf } from '#lib/domain/action/allowed.ts';
import type { GatedAction } from '#lib/domain/action/rights.ts';
import type { AlertView } from '#lib/domain/alert/alert.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { type OrderRefusal, orderRefusal, type RunOrder, runOrders } from '#lib/domain/run/order.ts';
import type { RunRow } from '#lib/domain/run/run-row.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { acknowledgeSheet } from '../alerts/sheet-name.ts';
import { chainPath, configPath, functionPath, podPath } from '../function/paths.ts';

/** Something that can be done, as far as lists can tell: its sheet knows more, and asks before anything happens. */
export interface Act {
  key: string;
  verb: ActionName;
  /** The name of what it is done to. */
  subject: string;
  place: string;
  /** The page of what it is done to. */
  page: string;
  /** The sheet on that page; null where the page itself is it. */
  sheet: string | null;
  /** Null where the page asks about a namespace that is chosen there. */
  namespace: string | null;
  /** Rights of which one is enough, each for all of its kinds. */
  rights: readonly { gate: GatedAction; kinds: readonly WorkloadKind[] }[];
  /** The rule that is against it. */
  refusal: { of: 'action'; reason: Refusal } | { of: 'run'; code: OrderRefusal } | null;
}

export interface Actable {
  functions: readonly FunctionRow[];
  chains: readonly ChainRow[];
  pods: readonly PodRow[];
  configs: readonly Pick<Config, 'namespace' | 'name' | 'usedBy' | 'immutable'>[];
  runs: readonly RunRow[];
  chainRuns: readonly ChainRunView[];
  alerts: readonly AlertView[];
}

/** What the pages offer to do: one line for each kind of thing. */
const acts = {
  functions: (one) => {
    const { namespace, kind } = one;
    const place = [namespace, one.chain].filter(Boolean).join(' · ');
    const common = { subject: one.name, place, page: functionPath(one), namespace };
    return (['scale', 'restart', 'pause', 'resume', 'rollback', 'upgrade', 'lifecycle'] as const)
      .filter((verb) => verb !== (one.rollout.state === 'paused' ? 'pause' : 'resume'))
      .map((verb) => ({
        ...common,
        verb,
        sheet: verb,
        rights: [{ gate: verb, kinds: [kind] }],
        refusal: refusalOfRow(one, verb),
      }));
  },
  chains: (one) => {
    const { namespace, name } = one;
    // Its functions' keys are `namespace/kind/name`.
    const kinds = [...new Set(one.functions.map((key) => key.split('/')[1] as WorkloadKind))];
    const common = { subject: name, place: namespace, page: chainPath(one), namespace, refusal: null };
    const freezes = [
      { gate: 'freeze', kinds: [] },
      { gate: 'freezeChain', kinds },
    ] as const;
    return [
      { ...common, verb: 'upgrade', sheet: 'upgrade', rights: [{ gate: 'upgrade', kinds }] },
      { ...common, verb: 'freeze', sheet: 'freeze', rights: freezes },
    ];
  },
  pods: (one) =>
    // Without a function it would not come again: its page refuses.
    one.function === null
      ? []
      : [
          {
            verb: 'evict',
            subject: one.name,
            place: one.namespace,
            page: podPath(one),
            sheet: 'evict',
            namespace: one.namespace,
            rights: [{ gate: 'evict', kinds: [] }],
            refusal: null,
          },
        ],
  configs: (one) => {
    const { namespace, name } = one;
    const kinds = [...new Set(one.usedBy.map(({ kind }) => kind))];
    const common = { subject: name, place: namespace, page: configPath(one), namespace };
    const immutable = { of: 'action', reason: { code: 'config-immutable', params: { name } } } as const;
    return [
      {
        ...common,
        verb: 'editConfig',
        sheet: null,
        rights: [{ gate: 'editConfig', kinds: [] }],
        refusal: one.immutable ? immutable : null,
      },
      {
        ...common,
        verb: 'rolloutConfig',
        sheet: 'rollout',
        rights: [{ gate: 'rollOutConfig', kinds }],
        refusal: null,
      },
    ];
  },
  runs: (one) =>
    one.endedAt !== null
      ? []
      : ordersOf(one.hold).map((order) => ({
          ...toRun(one.id, one.target.name, one.target.namespace, [one.target.kind], order),
          // Whether it is being aborted already, the row does not tell.
          refusal: refusalOfRun(orderRefusal({ ...one, gated: true }, order)),
        })),
  chainRuns: (one) =>
    one.endedAt !== null
      ? []
      : ordersOf(one.hold).map((order) => ({
          ...toRun(
            one.id,
            one.chain,
            one.namespace,
            one.members.map(({ kind }) => kind),
            order,
          ),
          refusal: refusalOfRun(one.allowed[order]),
        })),
  alerts: (one) => {
    const { namespace, kind, name } = one;
    if (namespace === null || kind === null || name === null || one.acknowledged !== null) return [];
    return [
      {
        verb: 'acknowledge',
        subject: name,
        place: namespace,
        page: '/alerts',
        sheet: acknowledgeSheet(one),
        namespace,
        rights: [{ gate: 'acknowledge', kinds: [kind] }],
        refusal: null,
      },
    ];
  },
} as const satisfies { [What in keyof Actable]: (one: Actable[What][number]) => readonly Omit<Act, 'key'>[] };

/** What is wanted most stands first; what is not named here, between. */
const most: readonly ActionName[] = ['scale', 'restart', 'rollback', 'upgrade', 'acknowledge'];
const least: readonly ActionName[] = ['lifecycle', 'evict'];
export const weightOf = ({ verb }: Act): number =>
  most.includes(verb) ? most.indexOf(verb) : most.length + 1 + least.indexOf(verb);

const orderVerbs = {
  pause: 'upgradePause',
  resume: 'upgradeResume',
  abort: 'upgradeAbort',
  rollback: 'upgradeRollback',
} as const satisfies Record<RunOrder, ActionName>;

const ordersOf = (hold: object | null): RunOrder[] =>
  runOrders.filter((order) => order !== (hold === null ? 'resume' : 'pause'));

const toRun = (
  id: string,
  subject: string,
  namespace: string,
  kinds: readonly WorkloadKind[],
  order: RunOrder,
) => ({
  verb: orderVerbs[order],
  subject,
  place: namespace,
  page: `/upgrades/${id}`,
  sheet: order,
  namespace,
  rights: [{ gate: 'upgrade' as const, kinds }],
});

const refusalOfRun = (code: OrderRefusal | null) => (code === null ? null : ({ of: 'run', code } as const));

/** What the function's row tells is against it. Of its revisions it knows nothing: that is for the sheet to say. */
function refusalOfRow(one: FunctionRow, verb: string): Act['refusal'] {
  const action = functionActions.find((name) => name === verb);
  if (action === undefined) return null;
  const { kind, name } = one;
  const strategy = { paused: one.rollout.state === 'paused' };
  const reason = refusalOf({ kind, name, strategy, revisions: [], autoscaler: null }, { action });
  return reason === null || reason.code === 'no-earlier-revision' ? null : { of: 'action', reason };
}

/** What is done on a page and not to something that is listed. */
export const anywhere: readonly Act[] = [
  { verb: 'startFunction' as const, subject: 'FRRouting', page: '/start', sheet: null },
  { verb: 'makeDisplayLink' as const, subject: '', page: '/displays', sheet: 'make' },
].map((one) => ({ ...one, key: one.verb, place: '', namespace: null, rights: [], refusal: null }));

/** Everything that can be done to what is given. */
export function actsOn(all: Actable): Act[] {
  const of = <One>(list: readonly One[], make: (one: One) => readonly Omit<Act, 'key'>[]) =>
    list.flatMap(make).map((one) => ({ ...one, key: `${one.verb} ${one.page} ${one.sheet ?? ''}` }));
  return [
    ...of(all.functions, acts.functions),
    ...of(all.chains, acts.chains),
    ...of(all.configs, acts.configs),
    ...of(all.runs, acts.runs),
    ...of(all.chainRuns, acts.chainRuns),
    ...of(firstOfEach(all.alerts), acts.alerts),
    ...of(all.pods, acts.pods),
  ];
}

/** Acknowledged are all alerts of a function at once. */
function firstOfEach(alerts: readonly AlertView[]): AlertView[] {
  const first = new Map<string, AlertView>();
  for (const one of alerts) {
    const key = `${one.namespace}/${one.kind}/${one.name}`;
    if (!first.has(key) && one.acknowledged === null) first.set(key, one);
  }
  return [...first.values()];
}

/** The address that opens the page with the sheet. */
export const addressOf = ({ page, sheet }: Act): string =>
  sheet === null ? page : `${page}?${new URLSearchParams({ act: sheet })}`;
