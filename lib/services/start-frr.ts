import type { z } from 'zod';
import type { startFrr as contract } from '#lib/contracts/start-frr.ts';
import { rightsFor } from '#lib/domain/action/rights.ts';
import type { Manifest } from '#lib/domain/frr/start/manifests.ts';
import { type Fault, fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { createFault, createManifest } from '#lib/kube/create-manifest.ts';
import { generationOf } from '#lib/kube/write.ts';
import { refusedBy } from './apply-config.ts';
import type { Caller } from './caller.ts';
import { freezeOf, membersOf } from './freeze-of.ts';
import { type Prepared, perform } from './perform.ts';
import { checkStart } from './start-check.ts';
import { planStart, takeBack } from './start-plan.ts';
import { viewerBy } from './viewer.ts';

type Body = z.output<NonNullable<typeof contract.body>>;

/** Creates the objects of a new FRR as the caller: what the pods mount first, the workload last. */
export async function startFrr({ body, request }: Call<unknown, unknown, Body>) {
  const { namespace, name, kind } = body;
  let made: readonly Manifest[] = [];
  const done = await perform(request, {
    action: 'startFunction',
    place: `${namespace}/${kind}/${name}`,
    rights: rightsFor('startFunction', { namespace }).filter((right) => isNeeded(right, kind)),
    body,
    prepare: async (caller) => {
      const planned = await planStart(caller, body);
      if (!planned.ok) return planned;
      made = planned.value;
      const refused = body.unchecked ? null : await refusedStart(caller, body);
      if (refused) return refused;
      return prepare(caller, body, made);
    },
  });
  if (!done.ok) return done;
  return ok({
    ...done.value,
    objects: made.map(({ apiVersion, kind, metadata }) => ({ apiVersion, kind, name: metadata.name })),
    takeBack: takeBack(namespace, made),
  });
}

/** The button asks for both kinds of workload, because none is chosen yet; the act needs one. */
function isNeeded({ resource }: Right, kind: Body['kind']): boolean {
  if (resource === 'services') return kind === 'statefulsets';
  return resource === kind || (resource !== 'deployments' && resource !== 'statefulsets');
}

/** What FRR refuses is not started, unless that is asked for; what no FRR could check is. */
async function refusedStart(caller: Caller, body: Body): Promise<{ ok: false; fault: Fault } | null> {
  const viewer = await viewerBy(caller);
  if (!viewer.ok) return viewer;
  const check = await checkStart(viewer.value, body);
  return check.ok ? refusedBy(check.value, 'frr.conf') : check;
}

async function prepare(caller: Caller, body: Body, made: readonly Manifest[]): Promise<Result<Prepared>> {
  const { namespace, name, kind, chain, image, replicas } = body;
  // All are tried before the first is made: what stands against one of them stands against the whole.
  for (const manifest of made) {
    const tried = await createManifest(caller.connection, manifest, true);
    if (!tried.ok) return { ok: false, fault: createFault(tried.fault, manifest) };
  }
  const [member] = chain === null ? [] : membersOf(namespace, chain.name);
  const freeze = await freezeOf(caller, namespace, member ?? null, chain?.name ?? null);
  if (!freeze.ok) return freeze;
  const summary = `start ${name} with ${image}`;
  return ok({
    // It does not exist yet, so it has no uid.
    object: {
      apiVersion: 'apps/v1',
      kind: kind === 'statefulsets' ? 'StatefulSet' : 'Deployment',
      namespace,
      name,
      uid: '',
      resourceVersion: '',
    },
    summary,
    parameters: { kind, image, replicas, ...(chain && { chain: chain.name, position: chain.position }) },
    freeze: freeze.value,
    says: { from: null, to: null, command: `kubectl create -f ${name}.yaml`, undo: null, warnings: [] },
    act: (dryRun) => create(caller, made, summary, dryRun),
  });
}

async function create(caller: Caller, made: readonly Manifest[], summary: string, dryRun: boolean) {
  const created: Manifest[] = [];
  let generation: number | null = null;
  for (const manifest of made) {
    const answer = await createManifest(caller.connection, manifest, dryRun);
    if (!answer.ok) return halfDone(createFault(answer.fault, manifest), manifest, created);
    created.push(manifest);
    generation = generationOf(answer.value);
  }
  return ok({ generation, detail: summary });
}

/** What exists now is said, with the command that takes it back. */
function halfDone(fault: Fault, at: Manifest, created: readonly Manifest[]): { ok: false; fault: Fault } {
  const unknown = fault.kind === 'unreachable';
  if (created.length === 0 && !unknown) return { ok: false, fault };
  const titles = created.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ');
  const there = unknown ? [...created, at] : created;
  const command = `${takeBack(at.metadata.namespace, there)}${unknown ? ' --ignore-not-found' : ''}`;
  const detail = [
    fault.detail,
    titles === '' ? 'Nothing else was created.' : `Created before that: ${titles}.`,
    `To take it back: ${command}`,
  ].join(' ');
  // Not a conflict to be tried again: the objects of this very attempt are in the way.
  const kind = fault.kind === 'conflict' ? 'refused' : fault.kind;
  return fail(kind, detail, { ...(fault.right && { right: fault.right }) });
}
