import { type WorkloadKind, workloadKinds } from '../kubernetes.ts';
import type { Right } from '../result.ts';

/** What a button does, for everything that Kubernetes has a right for. */
export const gatedActions = [
  'scale',
  'restart',
  'rollback',
  'pause',
  'resume',
  'setAutoscalerBounds',
  'upgrade',
  'lifecycle',
  'evict',
  'log',
  'live',
  'manifest',
  'acknowledge',
  'editConfig',
  'rollOutConfig',
  'startFunction',
  'freeze',
  'freezeChain',
  'makeDisplayLink',
  'revokeDisplayLink',
] as const;
export type GatedAction = (typeof gatedActions)[number];

/** What an action is done to. Without a name: any object of the namespace. */
export interface GatedTarget {
  namespace: string;
  /** For what is done to a workload. */
  kind?: WorkloadKind | undefined;
  name?: string | undefined;
}

/** What the name in a target is the name of. */
type Subject = 'workload' | 'pod' | 'configmap' | 'namespace';

interface Rule {
  on: Subject;
  /** Asked for besides reading the object. */
  needs: readonly ((target: GatedTarget) => Right | null)[];
  /** Refused where its intent cannot be recorded as an Event: see docs/adr/0007. */
  recorded: boolean;
}

type Part = Rule['needs'][number];

const core = (verb: string, resource: string, subresource?: string): Part =>
  right(verb, '', resource, subresource);

/** A right to the named object; @param named false for what is made anew, which has no name yet */
function right(verb: string, group: string, resource: string, subresource?: string, named = true): Part {
  return ({ namespace, name }) => ({
    verb,
    group,
    resource,
    ...(subresource && { subresource }),
    namespace,
    ...(named && name && { name }),
  });
}

/** A right to the workload, of its own kind. */
const workload =
  (verb: string, subresource?: string): Part =>
  (target) =>
    target.kind ? right(verb, 'apps', target.kind, subresource)(target) : null;

/** A right to another object of the namespace than the one the action is about. */
const beside = (verb: string, group: string, resource: string, subresource?: string): Part =>
  right(verb, group, resource, subresource, false);

/** Only for some kinds. */
const forKind =
  (kinds: readonly WorkloadKind[], part: Part): Part =>
  (target) =>
    target.kind && kinds.includes(target.kind) ? part(target) : null;

// By WebSocket the API server takes exec for a `get`; since 1.35 it asks for `create` as well, which is what kubectl's
// own exec by POST always needed. Source: Kubernetes' pkg/registry/core/pod/rest/subresources.go,
// KEP-4006 and the feature gate AuthorizePodWebsocketUpgradeCreatePermission.
const exec: readonly Part[] = [core('create', 'pods', 'exec'), core('get', 'pods', 'exec')];

const onWorkload = (...needs: Part[]): Rule => ({
  on: 'workload',
  needs: [workload('get'), ...needs],
  recorded: true,
});

const leases = ['create', 'get', 'update', 'delete'].map((verb) =>
  beside(verb, 'coordination.k8s.io', 'leases'),
);
const revisions = (...verbs: string[]): Part[] =>
  verbs.map((verb) => beside(verb, 'apps', 'controllerrevisions'));
const jobs = ['create', 'get', 'delete'].map((verb) => beside(verb, 'batch', 'jobs'));
const execAnywhere = ['create', 'get'].map((verb) => beside(verb, '', 'pods', 'exec'));

/** What carries out any run: its record and its Lease, and pods that are taken away; see docs/adr/0014. */
const record: readonly Part[] = [
  workload('patch'),
  beside('create', '', 'pods', 'eviction'),
  ...revisions('create', 'get', 'list', 'patch', 'delete'),
  ...leases,
  beside('list', '', 'pods'),
];

/** A run that goes on while routing is well: sessions are read in the pods. */
const run: readonly Part[] = [...record, ...execAnywhere];

/**
 * The rights behind every button, as the console's requests to the API server need them: buttons, routes and the manifests in
 * `deploy/` are held to this one table.
 */
const rules = {
  // A DaemonSet has no scale subresource that anybody could have a right to: the rule `no-scale` refuses it anyway.
  scale: onWorkload(
    forKind(['deployments', 'statefulsets'], workload('update', 'scale')),
    forKind(['daemonsets'], workload('patch')),
  ),
  restart: onWorkload(workload('patch')),
  rollback: onWorkload(
    workload('patch'),
    forKind(['deployments'], beside('list', 'apps', 'replicasets')),
    forKind(['statefulsets', 'daemonsets'], beside('list', 'apps', 'controllerrevisions')),
  ),
  pause: onWorkload(workload('patch')),
  resume: onWorkload(workload('patch')),
  setAutoscalerBounds: onWorkload(
    beside('list', 'autoscaling', 'horizontalpodautoscalers'),
    beside('patch', 'autoscaling', 'horizontalpodautoscalers'),
  ),
  upgrade: onWorkload(...run, ...jobs),
  lifecycle: onWorkload(...record, forKind(['deployments'], beside('list', 'apps', 'replicasets'))),
  evict: { on: 'pod', needs: [core('get', 'pods'), core('create', 'pods', 'eviction')], recorded: true },
  log: { on: 'pod', needs: [core('get', 'pods', 'log')], recorded: false },
  live: { on: 'pod', needs: exec, recorded: false },
  manifest: { on: 'workload', needs: [workload('get')], recorded: false },
  // An annotation on the workload: see docs/adr/0017.
  acknowledge: onWorkload(workload('patch')),
  editConfig: {
    on: 'configmap',
    // The check runs in the routers, and every text is kept.
    needs: [
      core('get', 'configmaps'),
      core('update', 'configmaps'),
      ...execAnywhere,
      ...revisions('create', 'get', 'delete'),
    ],
    recorded: true,
  },
  rollOutConfig: onWorkload(...run, beside('get', '', 'configmaps')),
  startFunction: {
    on: 'namespace',
    needs: [
      beside('create', '', 'configmaps'),
      beside('create', '', 'services'),
      beside('create', 'policy', 'poddisruptionbudgets'),
      beside('create', 'apps', 'deployments'),
      beside('create', 'apps', 'statefulsets'),
    ],
    recorded: true,
  },
  // Of a namespace, its own name is the namespace that RBAC asks about.
  freeze: {
    on: 'namespace',
    needs: ['get', 'patch'].map((verb) => core(verb, 'namespaces')),
    recorded: true,
  },
  freezeChain: { on: 'workload', needs: [workload('patch')], recorded: true },
  // A link is a ConfigMap; revoked, it is gone.
  makeDisplayLink: { on: 'namespace', needs: [beside('create', '', 'configmaps')], recorded: true },
  revokeDisplayLink: { on: 'configmap', needs: [core('delete', 'configmaps')], recorded: true },
} as const satisfies Record<GatedAction, Rule>;

/** Every right that an action needs, the most telling first. */
export function rightsFor(action: GatedAction, target: GatedTarget): Right[] {
  const { needs, recorded, on }: Rule = rules[action];
  const about = on === 'namespace' ? { ...target, name: target.namespace } : target;
  const own = needs.flatMap((need) => need(about) ?? []);
  const record = beside('create', '', 'events')(target);
  // What it changes says more about a missing right than what it reads.
  const told = own.sort((a, b) => Number(isRead(a)) - Number(isRead(b)));
  return recorded && record ? [...told, record] : told;
}

const isRead = ({ verb, subresource }: Right): boolean =>
  (verb === 'get' || verb === 'list') && subresource === undefined;

/** The kinds for which an action is asked about; `[null]` where the kind makes no difference. */
export function kindsFor(action: GatedAction): readonly (WorkloadKind | null)[] {
  return subjectOf(action) === 'workload' ? workloadKinds : [null];
}

/** What the name in a target is the name of. */
export const subjectOf = (action: GatedAction): Subject => rules[action].on;
