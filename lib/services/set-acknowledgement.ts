import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ActionTarget } from '#lib/domain/action/action.ts';
import { rightsFor } from '#lib/domain/action/rights.ts';
import { annotationWrite, objectKind, workloadPath } from '#lib/domain/action/write.ts';
import {
  acknowledgementAnnotation,
  readAcknowledgement,
  type StoredAcknowledgement,
} from '#lib/domain/alert/acknowledgement.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { readWorkload, rightTo } from '#lib/kube/read-workload.ts';
import { write } from '#lib/kube/write.ts';
import type { Caller } from './caller.ts';
import { type Prepared, perform } from './perform.ts';

interface AcknowledgementValue {
  text: string | null;
  parameters: Prepared['parameters'];
  /** When the trouble began, in milliseconds. */
  began: number;
}

export interface AcknowledgementChange {
  action: 'acknowledge' | 'unacknowledge';
  target: ActionTarget;
  reason: string | undefined;
  /** What the annotation shall say, null to take it away; and what is told of it in the record. Asked once the right is there. */
  value(caller: Caller): Promise<Result<AcknowledgementValue>>;
  /** What was shown, null for none; undefined where it does not matter. */
  expect: { by: string; at: string } | null | undefined;
  asked: { dryRun?: boolean | undefined };
}

const verbs = { acknowledge: 'acknowledge the alerts of', unacknowledge: 'take back the acknowledgement of' };
const says: Prepared['says'] = { from: null, to: null, command: null, undo: null, warnings: [] };

/** Puts the acknowledgement on a workload, or takes it away. A freeze of changes does not stop it: it changes nothing that runs. */
export function setAcknowledgement(
  request: Request,
  change: AcknowledgementChange,
): Promise<Result<ActionAnswer>> {
  const { target, action } = change;
  return perform(request, {
    action,
    place: `${target.namespace}/${target.kind}/${target.name}`,
    rights: rightsFor('acknowledge', target),
    body: { ...change.asked, reason: change.reason },
    ignoresFreeze: true,
    prepare: (caller) => prepare(caller, change),
  });
}

async function prepare(caller: Caller, change: AcknowledgementChange): Promise<Result<Prepared>> {
  const { target, action, expect } = change;
  const read = await readWorkload(caller.connection, target);
  if (!read.ok) return read;
  const { uid, resourceVersion, annotations, generation } = read.value.workload.object.metadata;
  const now = readAcknowledgement(annotations);
  const isThere = annotations !== undefined && Object.hasOwn(annotations, acknowledgementAnnotation);
  if (action === 'unacknowledge' && !isThere)
    return fail('refused', `The trouble of ${target.name} is not acknowledged.`);
  const value = await change.value(caller);
  if (!value.ok) return value;
  if (expect !== undefined && !isAs(now, expect, value.value.began)) {
    const message = `expected ${said(expect)}, is ${said(now)}`;
    return fail('unexpected', `${target.name} is not as it was shown: ${message}.`, {
      errors: [{ field: 'acknowledgement', message }],
    });
  }
  const summary = `${verbs[action]} ${target.name}`;
  const version = { uid, resourceVersion };
  const annotate = annotationWrite(
    workloadPath(target),
    acknowledgementAnnotation,
    value.value.text,
    version,
  );
  return ok({
    object: {
      apiVersion: 'apps/v1',
      kind: objectKind[target.kind],
      namespace: target.namespace,
      name: target.name,
      ...version,
    },
    summary,
    parameters: { kind: target.kind, ...value.value.parameters },
    freeze: null,
    says,
    async act(dryRun) {
      const done = await write(caller.connection, annotate, { right: rightTo('patch', target), dryRun });
      return done.ok ? ok({ generation: generation ?? null, detail: summary }) : done;
    },
  });
}

/** One that is over, or is of an earlier trouble, is shown as none. @param began when the trouble that is shown did; milliseconds */
function isAs(
  now: StoredAcknowledgement | null,
  shown: { by: string; at: string } | null,
  began: number,
): boolean {
  if (shown !== null) return now !== null && now.by === shown.by && now.at === shown.at;
  return now === null || Date.parse(now.until) <= Date.now() || Date.parse(now.at) < began;
}

const said = (one: { by: string; at: string } | null): string =>
  one === null ? 'not acknowledged' : `acknowledged by ${one.by} at ${one.at}`;
