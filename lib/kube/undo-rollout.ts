import { deploymentRollbackWrite, revisionRollbackWrite } from '#lib/domain/action/write.ts';
import { fail, type Result } from '#lib/domain/result.ts';
import type { Goal } from '#lib/domain/run/lifecycle.ts';
import type { RunTarget } from '#lib/domain/run/run.ts';
import { sameFields } from '#lib/domain/run/wanted.ts';
import type { Connection } from './connection.ts';
import { readRevisions } from './read-revisions.ts';
import { readWorkload, rightTo } from './read-workload.ts';
import type { RequestFault } from './request.ts';
import { runAnnotation } from './run-record.ts';
import { record, text, type Wire } from './trim/wire.ts';
import { write } from './write.ts';

/**
 * Goes back to the revision before, as `kubectl rollout undo` does, in the version that was read. Fault `refused` where the
 * cluster keeps none, or one that is not the goal.
 */
export async function undoRollout(
  connection: Connection,
  target: RunTarget,
  raw: Wire,
  goal: Goal,
): Promise<Result<unknown, RequestFault>> {
  const read = await readWorkload(connection, target);
  if (!read.ok) return read;
  const listed = await readRevisions(connection, target, read.value);
  if (!listed.ok) return listed;
  const [earlier] = listed.value.filter(({ current }) => !current);
  if (earlier === undefined) return fail('refused', `${target.name} has no earlier revision.`);
  const images = Object.fromEntries(Object.keys(goal.images).map((name) => [name, earlier.images[name]]));
  if (!sameFields(images, goal.images))
    return fail('refused', `Revision ${earlier.revision} is of ${Object.values(images).join(', ')}.`);
  const metadata = record(raw.metadata);
  const version = { resourceVersion: text(metadata.resourceVersion) ?? '', uid: target.uid };
  const sent =
    target.kind === 'deployments'
      ? deploymentRollbackWrite(target, version, raw, earlier.source)
      : revisionRollbackWrite(target, version, earlier.source);
  // A ReplicaSet's annotations become the Deployment's, but which run has it does not change by that.
  const pointer = record(metadata.annotations)[runAnnotation];
  const path = `/metadata/annotations/${runAnnotation.replace('/', '~1')}`;
  const body = Array.isArray(sent.body) ? [...sent.body, { op: 'add', path, value: pointer }] : sent.body;
  return write(connection, { ...sent, body }, { right: rightTo('patch', target), dryRun: false });
}
