import type { WorkloadKind } from '../kubernetes.ts';
import type { CodedReason, FunctionAction } from './action.ts';

export const refusalCodes = [
  'being-deleted',
  'no-scale',
  'not-pausable',
  'already-paused',
  'not-paused',
  'paused-no-restart',
  'paused-no-rollback',
  'no-earlier-revision',
  'revision-unknown',
  'already-current',
  'change-not-observed',
  'restarted-this-second',
  'no-autoscaler',
  'bounds-already',
  'config-immutable',
  'config-too-large',
  'config-binary-key',
  'config-unchanged',
  'config-dangerous',
  'config-invalid',
  'config-faulty',
  'config-no-routers',
  'frozen',
  'reason-needed',
  'confirmation-needed',
  'not-as-seen',
  'another-pod',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];
export type Refusal = CodedReason<RefusalCode>;

/** What the rules look at; a function's page has it, and so has the server that acts. */
export interface ActionState {
  kind: WorkloadKind;
  name: string;
  strategy: { paused: boolean };
  revisions: readonly { revision: number; current: boolean }[];
  deleting?: boolean;
  /** False while the controller has not seen the latest change: the revisions are those before it. */
  observed?: boolean;
  autoscaler: { min: number; max: number } | null;
}

/** An action as it is asked about: a button that opens a dialog knows no parameters yet. */
export interface ActionQuestion {
  action: FunctionAction;
  toRevision?: number | undefined;
  min?: number;
  max?: number;
}

interface Rule {
  code: RefusalCode;
  when(state: ActionState, question: ActionQuestion): boolean;
}

const deleted: Rule = { code: 'being-deleted', when: ({ deleting }) => deleting === true };
// kubectl pkg/polymorphichelpers/objectpauser.go and objectresumer.go: Deployments only.
const notPausable: Rule = { code: 'not-pausable', when: ({ kind }) => kind !== 'deployments' };

const rules = {
  scale: [
    deleted,
    // apps/v1 serves no scale subresource of a DaemonSet: its nodes say how many there are.
    { code: 'no-scale', when: ({ kind }) => kind === 'daemonsets' },
  ],
  restart: [
    deleted,
    // kubectl pkg/polymorphichelpers/objectrestarter.go: "can't restart paused deployment"
    { code: 'paused-no-restart', when: ({ strategy }) => strategy.paused },
  ],
  pause: [deleted, notPausable, { code: 'already-paused', when: ({ strategy }) => strategy.paused }],
  resume: [deleted, notPausable, { code: 'not-paused', when: ({ strategy }) => !strategy.paused }],
  rollback: [
    deleted,
    // kubectl pkg/polymorphichelpers/rollback.go: "you cannot rollback a paused deployment"
    { code: 'paused-no-rollback', when: ({ strategy }) => strategy.paused },
    { code: 'change-not-observed', when: ({ observed }) => observed === false },
    {
      code: 'no-earlier-revision',
      when: (state, { toRevision }) => toRevision === undefined && targetRevision(state) === null,
    },
    {
      code: 'revision-unknown',
      when: ({ revisions }, { toRevision }) =>
        toRevision !== undefined && !revisions.some(({ revision }) => revision === toRevision),
    },
    {
      // kubectl: "skipped rollback (current template already matches revision …)"
      code: 'already-current',
      when: ({ revisions }, { toRevision }) =>
        revisions.some(({ revision, current }) => current && revision === toRevision),
    },
  ],
  evict: [],
  setAutoscalerBounds: [
    deleted,
    { code: 'no-autoscaler', when: ({ autoscaler }) => autoscaler === null },
    {
      code: 'bounds-already',
      when: ({ autoscaler }, { min, max }) => autoscaler?.min === min && autoscaler?.max === max,
    },
  ],
} as const satisfies Record<FunctionAction, readonly Rule[]>;

/** Why an action does not apply to a function as it is, or null. Button, tooltip and route ask this alone. */
export function refusalOf(state: ActionState, question: ActionQuestion): Refusal | null {
  const list: readonly Rule[] = rules[question.action];
  const broken = list.find((rule) => rule.when(state, question));
  if (broken === undefined) return null;
  const { toRevision = 0, min = 0, max = 0 } = question;
  const params = { name: state.name, revision: toRevision, min, max };
  return { code: broken.code, params };
}

/** The revision that a rollback goes to: the one asked for, else the newest but the current one; null for none. */
export function targetRevision(
  { revisions }: Pick<ActionState, 'revisions'>,
  toRevision?: number | undefined,
): number | null {
  if (toRevision !== undefined) return toRevision;
  const earlier = revisions.filter(({ current }) => !current).map(({ revision }) => revision);
  return earlier.length === 0 ? null : Math.max(...earlier);
}

type Params = Refusal['params'];

const sentences = {
  'being-deleted': ({ name }) => `${name} is being deleted.`,
  'no-scale': ({ name }) => `${name} is a DaemonSet: it has one pod a node and cannot be scaled.`,
  'not-pausable': () => 'Only a Deployment can be paused and resumed.',
  'already-paused': ({ name }) => `${name} is paused already.`,
  'not-paused': ({ name }) => `${name} is not paused.`,
  'paused-no-restart': ({ name }) => `${name} is paused: resume it first, then restart it.`,
  'paused-no-rollback': ({ name }) => `${name} is paused: resume it first, then roll back.`,
  'no-earlier-revision': ({ name }) => `${name} has no earlier revision to go back to.`,
  'revision-unknown': ({ name, revision }) => `${name} has no revision ${revision}.`,
  'already-current': ({ name, revision }) => `${name} runs revision ${revision} already.`,
  'change-not-observed': ({ name }) =>
    `The latest change of ${name} has not been taken up by its controller yet: try again in a moment.`,
  'restarted-this-second': ({ name }) => `${name} was restarted within this second already.`,
  'no-autoscaler': ({ name }) => `No HorizontalPodAutoscaler scales ${name}.`,
  'bounds-already': ({ name, min, max }) =>
    `The autoscaler of ${name} keeps it from ${min} to ${max} already.`,
  'config-immutable': ({ name }) =>
    `${name} is immutable: Kubernetes lets nobody change it. Make another one.`,
  'config-too-large': ({ bytes, limit }) =>
    `With ${bytes} bytes it would be larger than the ${limit} that Kubernetes allows.`,
  'config-binary-key': ({ key }) => `${key} is binary data and cannot be changed here.`,
  'config-unchanged': ({ name }) => `${name} has these texts already.`,
  'config-dangerous': ({ key, line, why }) => `${key}, line ${line}: ${why}`,
  'config-invalid': ({ key, line, why, version }) =>
    `FRR ${version} refuses ${key}, line ${line}: ${why}. Set "unchecked": true to store it all the same.`,
  'config-faulty': ({ key, line, why }) =>
    `${key}, line ${line}: ${why} Set "unchecked": true to store it all the same.`,
  'config-no-routers': ({ name }) => `No pod that runs uses ${name}.`,
  frozen: ({ scope, by, why, until }) =>
    `${scope} is frozen by ${by}${until ? ` until ${until}` : ''}: ${why}. Set overrideFreeze and give a reason to act all the same.`,
  'reason-needed': () => 'To act during a freeze a reason is needed.',
  'confirmation-needed': ({ confirm, why }) =>
    `${why} To confirm, send "confirm": ${JSON.stringify(confirm)}.`,
  'not-as-seen': ({ name, differences, manager, at }) =>
    `${name} is not as you saw it: ${differences}.${manager === 'nobody' ? '' : ` It was last changed by ${manager} at ${at}.`}`,
  'another-pod': ({ name }) => `${name} is another pod by now.`,
} as const satisfies Record<RefusalCode, (params: Params) => string>;

/** A refusal as one English sentence, for callers of the HTTP API. */
export function refusalText({ code, params }: Refusal): string {
  return sentences[code](params);
}
