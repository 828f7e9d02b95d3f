import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Run, RunChange } from '#lib/domain/run/run.ts';
import { codeOf } from '#lib/kube/request.ts';
import { changeWorkload, restOf, workloadPatch } from '#lib/kube/run-workload.ts';
import { podTemplate } from '#lib/kube/trim/pod-spec.ts';
import { record } from '#lib/kube/trim/wire.ts';
import type { Caller } from './caller.ts';
import type { Subject } from './function-subject.ts';

/** A change as it will be once admission has had its say, and what else admission changes with it. */
export interface AdmittedChange extends Pick<Run, 'restAfter'> {
  change: RunChange;
}

/**
 * Asks the API server, without changing anything, what becomes of a change of images: a webhook may have them come from a mirror,
 * or pinned to a digest, and that is then what is waited for. Faults: `refused` in admission's own words, `forbidden`,
 * `conflict`. Where a webhook cannot be asked so, the change is taken as it is.
 */
export async function admittedChange(
  { connection }: Pick<Caller, 'connection'>,
  { raw, version: { uid }, input: { target } }: Subject,
  change: RunChange,
): Promise<Result<AdmittedChange>> {
  if (Object.keys(change.images).length === 0) return ok({ change });
  const patch = workloadPatch({ change }, raw, { side: 'to', fields: {}, pointer: null });
  const answer = await changeWorkload(connection, { ...target, uid }, patch, true);
  // A webhook with side effects: 400 "admission webhook … does not support dry run".
  if (!answer.ok) return codeOf(answer.fault) === 400 ? ok({ change }) : answer;
  const after = record(answer.value);
  const { spec } = podTemplate(record(record(after.spec).template));
  const images = Object.fromEntries(
    Object.entries(change.images).map(([name, { from, to }]) => [
      name,
      { from, to: spec.containers.find((one) => one.name === name)?.image ?? to },
    ]),
  );
  if (Object.values(images).every(({ from, to }) => from === to)) {
    const words = Object.entries(images).map(([name, { to }]) => `${change.images[name]?.to} to be ${to}`);
    return fail('refused', `Admission makes ${words.join(', ')}: ${target.name} has that already.`);
  }
  const is = restOf(target.kind, raw, change).rest;
  const willBe = restOf(target.kind, after, change).rest;
  return ok({ change: { ...change, images }, ...(is !== willBe && { restAfter: willBe }) });
}

/** Which images admission makes others than were asked for, by container. */
export function rewritten(asked: RunChange, { change }: AdmittedChange): Record<string, string> {
  const all = Object.entries(change.images).map(([name, { to }]) => [name, to] as const);
  return Object.fromEntries(all.filter(([name, to]) => asked.images[name]?.to !== to));
}
