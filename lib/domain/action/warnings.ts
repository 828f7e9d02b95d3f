import type { Pod, Workload } from '../kubernetes.ts';
import type { ManagedBy } from '../workload/function-view.ts';
import { rolloutState } from '../workload/rollout.ts';
import { isReady } from '../workload/versions.ts';
import type { ActionRequest, CodedReason } from './action.ts';
import type { AutoscalerOffer } from './autoscaler-offer.ts';
import type { Freeze } from './freeze.ts';
import type { ImageDoubt } from './images.ts';
import type { BudgetHeadroom } from './preview.ts';
import type { RolloutPlan } from './rollout-plan.ts';

export const warningCodes = [
  'frozen',
  'scale-to-zero',
  'breaks-chain',
  'interrupts',
  'sessions-drop',
  'image-cannot-be-pulled',
  'image-never-ran',
  'autoscaler-undoes',
  'autoscaler-off',
  'owner-undoes',
  'owner-restarts',
  'not-seen',
  'budget-refuses',
  'budget-not-asked',
  'on-delete',
  'partition-holds',
  'rollout-running',
  'keeps-version-mix',
  'no-change',
  'config-stays',
  'not-replaced',
] as const;
export type WarningCode = (typeof warningCodes)[number];
export type Warning = CodedReason<WarningCode>;

export const unseenKinds = ['pods', 'poddisruptionbudgets', 'horizontalpodautoscalers'] as const;
export type UnseenKind = (typeof unseenKinds)[number];

export interface WarningFacts {
  request: ActionRequest;
  workload: Workload;
  /** Pods that are neither ending nor ended. */
  pods: readonly Pod[];
  plan: RolloutPlan;
  budgets: readonly BudgetHeadroom[];
  autoscaler: AutoscalerOffer | null;
  owner: ManagedBy | null;
  chain: string | null;
  routing: boolean;
  freeze: Freeze | null;
  /** Of the pods that the action starts. */
  images: readonly ImageDoubt[];
  unseen?: readonly UnseenKind[];
}

type Params = Record<string, string | number>;
/** Parameters where the warning holds, null where it does not. */
type Rule = (facts: WarningFacts) => Params | null;

const replaces = ({ action }: ActionRequest) => action === 'restart' || action === 'rollback';
const ends = ({ plan }: WarningFacts) => plan.restarts.length + plan.removes.length;

/** Every warning and when it holds, the worst first. */
const rules = {
  frozen: ({ freeze }) =>
    freeze && { scope: freeze.scope, by: freeze.by, why: freeze.reason, until: freeze.until ?? '' },
  'scale-to-zero': ({ request, workload }) =>
    request.action === 'scale' && request.replicas === 0 ? { name: workload.object.metadata.name } : null,
  'breaks-chain': ({ request, chain, workload }) =>
    request.action === 'scale' && request.replicas === 0 && chain !== null
      ? { name: workload.object.metadata.name, chain }
      : null,
  // No pod is left to serve at the worst moment.
  interrupts: (facts) => {
    const ready = facts.pods.filter(isReady).length;
    if (facts.request.action === 'scale' || facts.plan.restarts.length === 0 || ready === 0) return null;
    return ready - facts.plan.unavailable <= 0 ? { name: facts.workload.object.metadata.name } : null;
  },
  // A pod that ends takes its FRRouting daemons and their sessions with it.
  'sessions-drop': (facts) => (facts.routing && ends(facts) > 0 ? { count: ends(facts) } : null),
  'image-cannot-be-pulled': ({ images }) => {
    const doubt = images.find(({ code }) => code === 'cannot-pull');
    return doubt ? { image: doubt.image, pod: doubt.pod, message: doubt.message } : null;
  },
  'image-never-ran': ({ images }) => {
    const doubts = images.filter(({ code }) => code === 'never-ran').map(({ image }) => image);
    return doubts.length > 0 ? { image: doubts.join(', ') } : null;
  },
  'autoscaler-undoes': ({ autoscaler }) =>
    autoscaler?.undoes ? { autoscaler: autoscaler.name, min: autoscaler.min, max: autoscaler.max } : null,
  'autoscaler-off': ({ autoscaler, request }) =>
    autoscaler && request.action === 'scale' && request.replicas === 0
      ? { autoscaler: autoscaler.name }
      : null,
  // An eviction is no change of the manifest.
  'owner-undoes': ({ owner, request }) =>
    owner?.reconciles && request.action !== 'evict' && request.action !== 'restart'
      ? { manager: owner.manager, owner: owner.name }
      : null,
  // A restart is an annotation that no manifest has: some owners leave it, some take it away, and there is nothing to commit.
  // Source: argoproj/argo-helm issue 3654; fluxcd.io, FAQ, "Why are kubectl edits rolled back by Flux?".
  'owner-restarts': ({ owner, request }) =>
    owner?.reconciles && request.action === 'restart' ? { manager: owner.manager, owner: owner.name } : null,
  // What cannot be seen is not told to be absent.
  'not-seen': ({ unseen = [], request }) => {
    if (request.action === 'pause') return null;
    const scales = request.action === 'scale' || request.action === 'setAutoscalerBounds';
    const kinds = unseen.filter((kind) => scales || kind !== 'horizontalpodautoscalers');
    return kinds.length > 0 ? { kinds: kinds.join(', ') } : null;
  },
  'budget-refuses': ({ budgets, request, pods }) => {
    if (request.action !== 'evict') return null;
    const pod = pods.find(({ metadata }) => metadata.name === request.pod);
    const budget = budgets.find(({ allowed }) => allowed === 0);
    return pod && isReady(pod) && budget ? { budget: budget.name } : null;
  },
  // Only an eviction asks: rollouts and scaling do not. Source: kubernetes.io, Disruptions.
  'budget-not-asked': (facts) => {
    if (facts.request.action === 'evict' || ends(facts) === 0) return null;
    const budget = facts.budgets.find(
      ({ lowest, needed }) => lowest !== null && needed !== null && lowest < needed,
    );
    return budget ? { budget: budget.name, lowest: budget.lowest ?? 0, needed: budget.needed ?? 0 } : null;
  },
  'on-delete': ({ plan, request }) => (replaces(request) && plan.order === 'on-delete' ? {} : null),
  'partition-holds': ({ plan, request }) =>
    replaces(request) && plan.stays.length > 0 ? { count: plan.stays.length } : null,
  'rollout-running': ({ workload, request }) =>
    request.action !== 'resume' && rolloutState(workload).state === 'progressing'
      ? { message: rolloutState(workload).message }
      : null,
  'keeps-version-mix': ({ request, workload }) =>
    request.action === 'pause' && ['progressing', 'failed'].includes(rolloutState(workload).state)
      ? {}
      : null,
  'no-change': ({ request, workload }) =>
    request.action === 'scale' &&
    workload.kind !== 'daemonsets' &&
    (workload.object.spec.replicas ?? 1) === request.replicas
      ? { replicas: request.replicas }
      : null,
  'config-stays': ({ request, workload }) => {
    const { containers, volumes = [] } = workload.object.spec.template.spec;
    const names = [
      ...volumes.flatMap(({ configMaps = [] }) => configMaps),
      ...containers.flatMap(({ envFromConfigMaps = [] }) => envFromConfigMaps),
    ];
    return request.action === 'rollback' && names.length > 0
      ? { configMaps: [...new Set(names)].sort().join(', ') }
      : null;
  },
  'not-replaced': ({ request, workload, plan }) =>
    request.action === 'evict' &&
    workload.kind === 'deployments' &&
    (workload.object.spec.replicas ?? 1) === 0 &&
    plan.restarts.length > 0
      ? {}
      : null,
} as const satisfies Record<WarningCode, Rule>;

/** What should be known before acting, the worst first. */
export function warningsOf(facts: WarningFacts): Warning[] {
  return warningCodes.flatMap((code) => {
    const params = (rules[code] as Rule)(facts);
    return params === null ? [] : [{ code, params }];
  });
}
