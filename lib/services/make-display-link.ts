import type { z } from 'zod';
import { linkManifest } from '#lib/auth/display-record.ts';
import { newToken } from '#lib/auth/display-token.ts';
import { sightOf } from '#lib/auth/rights-seen.ts';
import type { makeDisplayLink as contract } from '#lib/contracts/display-links.ts';
import { rightsFor } from '#lib/domain/action/rights.ts';
import type { Sight } from '#lib/domain/cluster/sight.ts';
import {
  type DisplayLink,
  type DisplayScope,
  longestMs,
  namespacesOf,
  seenInScope,
} from '#lib/domain/display/display-link.ts';
import { workloadKinds } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { createFault, createManifest } from '#lib/kube/create-manifest.ts';
import { running } from '#lib/live/running.ts';
import type { Caller } from './caller.ts';
import { displaysNeedSignIn, linkView } from './display-state.ts';
import { perform } from './perform.ts';
import { viewerBy } from './viewer.ts';

type Body = z.output<NonNullable<typeof contract.body>>;

/** Makes a link that shows no more than its creator may list, and tells its token this once. */
export async function makeDisplayLink({ body, request }: Call<unknown, unknown, Body>) {
  const state = displaysNeedSignIn();
  if (!state.ok) return state;
  const untilProblem = wrongEnd(body.until, Date.now());
  if (untilProblem !== null)
    return fail('malformed', `until: ${untilProblem}`, {
      errors: [{ field: 'until', message: untilProblem }],
    });
  const scope = { namespaces: body.namespaces, chains: body.chains };
  const [first = ''] = namespacesOf(scope);
  const namespace = body.namespace ?? first;
  const { id, token, hash } = newToken();
  let link: DisplayLink | null = null;
  const done = await perform(request, {
    action: 'makeDisplayLink',
    place: `display-link ${namespace}`,
    rights: rightsFor('makeDisplayLink', { namespace }),
    body,
    // It changes nothing of any function.
    ignoresFreeze: true,
    async prepare(caller) {
      const seen = await scopeSeen(caller, scope);
      if (!seen.ok) return seen;
      const { user, groups } = caller.identity;
      const made: DisplayLink = {
        id,
        name: body.name,
        namespace,
        scope,
        seen: seenInScope(seen.value, scope),
        by: { user, groups },
        at: new Date().toISOString(),
        until: body.until,
        hash,
      };
      const manifest = await linkManifest(state.value, made);
      const summary = `make display link ${body.name} (${id}) until ${body.until}`;
      return ok({
        object: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace,
          name: manifest.metadata.name,
          uid: '',
          resourceVersion: '',
        },
        summary,
        parameters: { link: id, shows: [...scope.namespaces, ...scope.chains].join(', '), until: body.until },
        freeze: null,
        says: { from: null, to: null, command: null, undo: null, warnings: [] },
        async act(dryRun) {
          const answer = await createManifest(caller.connection, manifest, dryRun);
          if (!answer.ok) return { ok: false, fault: createFault(answer.fault, manifest) };
          link = made;
          return ok({ generation: null, detail: summary });
        },
      });
    },
  });
  if (!done.ok) return done;
  // The same request again: what was told once is known to nobody any more.
  if (link === null)
    return fail(
      'conflict',
      'This request made a link already, and its token was told then. Make another one.',
    );
  return ok({
    action: done.value,
    link: linkView(link, Date.now()),
    token: body.dryRun ? null : token,
    path: '/wall/link',
  });
}

function wrongEnd(until: string, now: number): string | null {
  const left = Date.parse(until) - now;
  if (left <= 0) return 'must be in the future';
  return left > longestMs ? 'must be within a year' : null;
}

/** What the creator may list, where that is something of every part of the scope. */
async function scopeSeen(caller: Caller, scope: DisplayScope): Promise<Result<Sight>> {
  const [viewer, sight] = await Promise.all([viewerBy(caller), sightOf(caller.connection, running())]);
  if (!viewer.ok) return viewer;
  if (!sight.ok) return sight;
  for (const namespace of namespacesOf(scope)) {
    if (workloadKinds.some((kind) => viewer.value.sees(kind, namespace))) continue;
    const right = { verb: 'list', group: 'apps', resource: 'deployments', namespace };
    return fail('forbidden', `You may not list the functions of namespace ${namespace}.`, { right });
  }
  const chains = new Set(viewer.value.hub.chains().map(({ namespace, name }) => `${namespace}/${name}`));
  const unknown = scope.chains.find((chain) => !chains.has(chain));
  return unknown === undefined ? sight : fail('not-found', `There is no chain ${unknown}.`);
}
