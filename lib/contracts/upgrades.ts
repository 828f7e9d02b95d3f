import { z } from 'zod';
import { chainReport, chainRun } from './chain-run.ts';
import { actionHeaders, changeFaults, changeOptions, coded, why } from './change.ts';
import { endpoint } from './endpoint.ts';
import { functionParams, labelName, noParams, noQuery, objectName, workloadKind } from './names.ts';
import { right } from './rights.ts';
import { runReport, runStrategy, runStrategyInput, runView } from './runs.ts';
import { freshness, listOf } from './views.ts';

const text = z.string();
const count = z.number().int().min(0);

/** `registry/name:tag`, `name@sha256:…`: no spaces, nothing that a shell or a URL reads. */
export const image = z
  .string()
  .min(1)
  .max(512)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._\-/:]*(@sha256:[a-f0-9]{64})?$/,
    'must be an image, as registry.example/frr:10.3 or frr@sha256:…',
  );
export const images = z
  .record(labelName, image)
  .refine((map) => Object.keys(map).length > 0, 'must name a container and its image');

const chosen = { images, strategy: runStrategyInput.optional() };
const onFunction = '/api/v1/functions/{namespace}/{kind}/{name}';

export const planUpgradeBody = z.strictObject(chosen);
export type PlanUpgradeBody = z.output<typeof planUpgradeBody>;

export const upgradePlan = z
  .object({
    target: functionParams,
    chain: text.nullable(),
    routing: z.boolean(),
    images: z.record(text, z.object({ from: text, to: text })),
    rewritten: z.record(text, text).meta({
      description: 'By container: what admission in the cluster makes of the image that was asked for',
    }),
    known: z.record(text, z.array(z.object({ image: text, version: text, pods: count }))).meta({
      description:
        'By container: images of the same repository that the cluster has in use, or the function had before',
    }),
    downgrade: z.boolean().nullable().meta({ description: 'Null where the versions cannot be compared' }),
    strategy: runStrategy.meta({ description: 'With the defaults filled in' }),
    method: z.enum(['partition', 'max-unavailable', 'recreate', 'on-delete', 'in-place']),
    steps: z.array(z.object({ turn: count, pod: text, node: text.nullable(), ready: z.boolean() })),
    stays: z.array(text).meta({ description: "Pods that a StatefulSet's partition leaves as they are" }),
    outage: z.boolean().meta({ description: 'No other pod serves meanwhile' }),
    protects: z.object({
      budgets: z.array(z.object({ name: text, allowed: count.nullable(), needed: count.nullable() })),
      otherReplicas: count,
      chainOthers: z.array(text).meta({ description: 'Other functions of the chain, in order' }),
    }),
    interruption: z
      .object({ runs: count, awaySeconds: z.number().nullable(), sessionsSeconds: z.number().nullable() })
      .nullable()
      .meta({ description: 'Per pod, the longest of earlier runs on this function; null without any' }),
    preflight: z.object({
      pull: z.array(text).meta({ description: 'Images that are pulled in a pod beside the others first' }),
      config: text
        .nullable()
        .meta({ description: 'The ConfigMap that the target version checks by vtysh -C' }),
    }),
    hook: z
      .object({ container: text, command: z.array(text), undo: z.array(text) })
      .nullable()
      .meta({ description: 'What the console is set up to drain the function by; null for nothing' }),
    undoers: z.array(
      z.object({
        by: z.enum(['argo-cd', 'flux', 'helm', 'autoscaler', 'run', 'freeze']),
        name: text,
        reconciles: z.boolean(),
      }),
    ),
    drift: z.array(text).meta({
      description: 'Pods that run another configuration than their ConfigMap has: a new pod starts with that',
    }),
    refused: coded.nullable().meta({ description: 'Why it cannot be started' }),
    missing: z.array(right).meta({ description: 'Rights that the caller lacks' }),
    warnings: z.array(coded),
    patches: z
      .array(
        z.object({
          when: z.enum(['name', 'first', 'next', 'last']),
          method: text,
          path: text,
          contentType: text,
          body: z.unknown(),
        }),
      )
      .meta({
        description:
          'The requests that change the workload: it names the run, the first turn goes, the next one (so for each), the end',
      }),
    command: text.meta({ description: 'The kubectl command that would do it without gates' }),
    resourceVersion: text,
    freshness,
  })
  .meta({ id: 'UpgradePlan' });
export type UpgradePlan = z.output<typeof upgradePlan>;

export const planUpgrade = endpoint({
  id: 'planUpgrade',
  method: 'POST',
  path: `${onFunction}/upgrades/plan`,
  summary: 'What an upgrade would do, pod by pod; nothing is changed',
  tag: 'upgrades',
  params: functionParams,
  query: noQuery,
  body: planUpgradeBody,
  examples: { 'To 10.3': { images: { frr: 'quay.io/frrouting/frr:10.3.0' } } },
  answer: upgradePlan,
  faults: changeFaults,
});

export const startUpgradeBody = z.strictObject({
  ...chosen,
  reason: changeOptions.reason,
  overrideFreeze: changeOptions.overrideFreeze,
});
export type StartUpgradeBody = z.output<typeof startUpgradeBody>;

export const startUpgrade = endpoint({
  id: 'startUpgrade',
  method: 'POST',
  path: `${onFunction}/upgrades`,
  summary: 'Start an upgrade that goes pod by pod, and only on while routing is well',
  tag: 'upgrades',
  params: functionParams,
  query: noQuery,
  headers: actionHeaders,
  body: startUpgradeBody,
  examples: {
    'To 10.3': { images: { frr: 'quay.io/frrouting/frr:10.3.0' }, reason: 'CVE in 8.4' },
    Carefully: {
      images: { frr: 'quay.io/frrouting/frr:10.3.0' },
      strategy: { batch: 1, soakSeconds: 120, prefixPercent: 99, onFailure: 'rollback' },
    },
  },
  answer: runView,
  status: 202,
  faults: changeFaults,
});

export const listUpgrades = endpoint({
  id: 'listUpgrades',
  method: 'GET',
  path: '/api/v1/upgrades',
  summary: 'Runs, the newest first: those under way and the last ones of each function',
  tag: 'upgrades',
  params: noParams,
  query: z.object({
    namespace: labelName.optional(),
    kind: workloadKind.optional(),
    name: objectName.optional(),
    active: z
      .enum(['true', 'false'])
      .optional()
      .meta({ description: '`true` for those that have not ended' }),
  }),
  answer: listOf(runView).extend({ chains: z.array(chainRun) }),
  faults: ['unauthenticated', 'forbidden', 'unreachable'],
});

/** `r`, and twelve of 0-9 and a-f; a part of a chain's run has the chain's id and its place. */
export const runId = z.string().regex(/^[rc][a-f0-9]{12}(-\d{1,2})?$/, 'must be the id of a run');
const byId = z.object({ id: runId });

export const getUpgrade = endpoint({
  id: 'getUpgrade',
  method: 'GET',
  path: '/api/v1/upgrades/{id}',
  summary: 'One run, with its steps, gates and baseline',
  tag: 'upgrades',
  params: byId,
  query: noQuery,
  answer: z.union([runView, chainRun]),
  faults: ['unauthenticated', 'forbidden', 'not-found', 'unreachable'],
});

const order = {
  method: 'POST',
  tag: 'upgrades',
  params: byId,
  query: noQuery,
  body: z.strictObject({ reason: why.optional() }),
  examples: { 'With a reason': { reason: 'the peer is in maintenance' } },
  answer: z.union([runView, chainRun]),
  faults: changeFaults,
} as const;

export const pauseUpgrade = endpoint({
  ...order,
  id: 'pauseUpgrade',
  path: '/api/v1/upgrades/{id}/pause',
  summary: 'Hold a run where it is: nothing else moves',
});

export const resumeUpgrade = endpoint({
  ...order,
  id: 'resumeUpgrade',
  path: '/api/v1/upgrades/{id}/resume',
  summary: 'Let a held run go on, in the name of whoever asks',
});

export const abortUpgrade = endpoint({
  ...order,
  id: 'abortUpgrade',
  path: '/api/v1/upgrades/{id}/abort',
  summary: 'End a run: pods that changed go back one at a time without waiting for gates',
});

export const rollBackUpgrade = endpoint({
  ...order,
  id: 'rollBackUpgrade',
  path: '/api/v1/upgrades/{id}/rollback',
  summary: 'Turn a run back: pod by pod through the same gates',
});

export const readReport = endpoint({
  id: 'readReport',
  method: 'GET',
  path: '/api/v1/upgrades/{id}/report',
  summary: "A run's report as numbers",
  tag: 'upgrades',
  params: byId,
  query: noQuery,
  answer: z.union([runReport, chainReport]),
  faults: ['unauthenticated', 'forbidden', 'not-found', 'unreachable'],
});

export const readReportText = endpoint({
  id: 'readReportText',
  method: 'GET',
  path: '/api/v1/upgrades/{id}/report.md',
  summary: "A run's report as Markdown",
  tag: 'upgrades',
  params: byId,
  query: noQuery,
  answer: 'text/markdown',
  faults: ['unauthenticated', 'forbidden', 'not-found', 'unreachable'],
});

export const upgradeEndpoints = [
  planUpgrade,
  startUpgrade,
  listUpgrades,
  getUpgrade,
  pauseUpgrade,
  resumeUpgrade,
  abortUpgrade,
  rollBackUpgrade,
  readReport,
  readReportText,
] as const;
