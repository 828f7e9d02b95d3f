import type { z } from 'zod';
import { type Review, type RightsReviews, reviewsOf } from '#lib/auth/rights-reviews.ts';
import type { readRights as contract, GatedRight, Rights } from '#lib/contracts/rights.ts';
import { type GatedAction, gatedActions, kindsFor, rightsFor, subjectOf } from '#lib/domain/action/rights.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { callerOf } from './caller.ts';

type Query = z.output<typeof contract.query>;

/** What the caller may do in a namespace, for every button. */
export async function listRights({ query, request }: Call<unknown, Query>): Promise<Result<Rights>> {
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const { namespace, kind, name } = query;
  const reviews = reviewsOf(caller.value.connection);
  const asked = gatedActions.flatMap((action) =>
    kindsFor(action)
      .filter((one) => kind === undefined || kind === (one ?? `${subjectOf(action)}s`))
      .map((one) => ({ action, kind: one })),
  );
  const named = kind === undefined ? undefined : name;
  const rows = await Promise.all(asked.map((row) => answer(reviews, row, namespace, named)));
  const failed = rows.find((row) => !row.ok);
  if (failed && !failed.ok) return failed;
  const found = rows.flatMap((row) => (row.ok ? [row.value] : []));
  return ok({
    namespace,
    name: named ?? null,
    user: caller.value.identity.user,
    rights: found.map(({ row }) => row),
    at: new Date(Math.min(Date.now(), ...found.map(({ at }) => at))).toISOString(),
  });
}

async function answer(
  reviews: RightsReviews,
  { action, kind }: { action: GatedAction; kind: WorkloadKind | null },
  namespace: string,
  name: string | undefined,
): Promise<Result<{ row: GatedRight; at: number }>> {
  const needs = rightsFor(action, { namespace, ...(kind && { kind }), ...(name && { name }) });
  const missing: Right[] = [];
  let reason: string | null = null;
  let at = Date.now();
  for (const [i, right] of (await Promise.all(needs.map((need) => reviewed(reviews, need)))).entries()) {
    if (!right.ok) return right;
    at = Math.min(at, right.value.at);
    const need = needs[i];
    if (right.value.allowed || !need) continue;
    missing.push(need);
    reason ??= right.value.reason;
  }
  return ok({ row: { action, kind, allowed: missing.length === 0, needs, missing, reason }, at });
}

/** Who may do it to any object may do it to this one: a question that all objects share is asked first. */
async function reviewed(reviews: RightsReviews, right: Right): Promise<Result<Review>> {
  const { name, ...any } = right;
  // Of a namespace, its own name is no narrower question.
  if (name === undefined || right.resource === 'namespaces') return reviews.access(right);
  const all = await reviews.access(any);
  return !all.ok || all.value.allowed ? all : reviews.access(right);
}
