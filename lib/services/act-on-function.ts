import type { ActionAnswer, PlainBody } from '#lib/contracts/acting.ts';
import { type Confirmation, confirmationText } from '#lib/domain/action/confirmation.ts';
import { type ActionEnds, type ActionPreview, actionPreview } from '#lib/domain/action/preview.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { EventObject } from '#lib/kube/record-event.ts';
import { generationOf, write } from '#lib/kube/write.ts';
import type { Caller } from './caller.ts';
import { functionSubject, meetsExpectation, type Subject } from './function-subject.ts';
import { functionWrite, type OnWorkload, refusalNow, rightsTo, secondsNow } from './function-write.ts';
import type { FunctionParams } from './get-function.ts';
import { type Prepared, perform, refuse } from './perform.ts';

/** Scale, restart, roll back, pause or resume: what they have in common. */
export function actOnFunction(
  { params, body, request }: { params: FunctionParams; body: PlainBody; request: Request },
  action: OnWorkload,
): Promise<Result<ActionAnswer>> {
  const rights = rightsTo(action, params);
  const [right] = rights;
  const at = secondsNow();
  const prepare = async (caller: Caller): Promise<Result<Prepared>> => {
    const subject = await functionSubject(caller, params, {
      withRevisions: action.action === 'rollback',
      withAutoscaler: action.action === 'setAutoscalerBounds',
    });
    if (!subject.ok) return subject;
    const expected = meetsExpectation(subject.value, body.expect);
    if (!expected.ok) return expected;
    const refusal = refusalNow(subject.value, action, at);
    if (refusal) return refuse(refusal);
    const { confirm } = actionPreview(subject.value.input, action);
    const unconfirmed = asksFor(confirm, body.confirm);
    if (unconfirmed) return unconfirmed;
    const change = functionWrite(subject.value, action, at);
    if (change === null)
      return fail('not-found', `${params.name} has no such revision or autoscaler any more.`);
    const view = actionPreview(subject.value.shown, action);
    const { generation = 0 } = subject.value.workload.object.metadata;
    // A Scale does not tell it. The write named the version it was made for: nothing came in between.
    const scaled = view.from.replicas === view.to.replicas ? generation : generation + 1;
    return ok({
      object: objectOf(subject.value, action),
      summary: summaryOf(view),
      parameters: { ...parametersOf(view, at), generation },
      freeze: view.freeze,
      says: sayings(view),
      async act(dryRun) {
        const answer = await write(caller.connection, change, { right, dryRun });
        if (!answer.ok) return answer;
        const own = action.action === 'setAutoscalerBounds' ? null : (generationOf(answer.value) ?? scaled);
        return ok({ generation: own, detail: summaryOf(view) });
      },
    });
  };
  const place = `${params.namespace}/${params.kind}/${params.name}`;
  const asked = { ...body, ...action };
  return perform(request, { action: action.action, place, rights, body: asked, prepare });
}

/** What an action changes, and what its record is on. */
function objectOf({ object, autoscaler }: Subject, { action }: OnWorkload): EventObject {
  if (action !== 'setAutoscalerBounds' || autoscaler === null) return object;
  const { name, uid, resourceVersion } = autoscaler.autoscaler.metadata;
  const { apiVersion } = autoscaler;
  return { ...object, apiVersion, kind: 'HorizontalPodAutoscaler', name, uid, resourceVersion };
}

export const sayings = ({ from, to, command, undo, warnings }: ActionPreview): Prepared['says'] => ({
  from,
  to,
  command,
  undo,
  warnings,
});

/** A fault where the name has to be typed and was not. */
export function asksFor(confirmation: Confirmation | null, typed: string | undefined) {
  if (confirmation === null || confirmation.name === typed) return null;
  return refuse({
    code: 'confirmation-needed',
    params: { confirm: confirmation.name, why: confirmationText(confirmation) },
  });
}

/** What an action changes, in words for a record. */
export function summaryOf({ request, from, to, target }: ActionPreview): string {
  switch (request.action) {
    case 'scale':
      return `scale ${target.name} from ${from.replicas} to ${to.replicas}`;
    case 'rollback':
      return `roll ${target.name} back from revision ${from.revision ?? 'unknown'} to ${to.revision}`;
    case 'evict':
      return `evict ${request.pod}`;
    case 'setAutoscalerBounds':
      return `set the autoscaler of ${target.name} from ${boundsText(from)} to ${boundsText(to)}`;
    default:
      return `${request.action} ${target.name}`;
  }
}

const boundsText = ({ bounds }: ActionEnds): string => (bounds ? `${bounds.min}–${bounds.max}` : 'none');

function parametersOf({ request, from, to, target }: ActionPreview, at: string): Prepared['parameters'] {
  const { kind } = target;
  switch (request.action) {
    case 'scale':
      return { kind, from: from.replicas ?? 0, replicas: request.replicas };
    case 'restart':
      return { kind, restartedAt: at };
    case 'rollback':
      return {
        kind,
        toRevision: to.revision ?? 0,
        ...(from.revision !== null && { fromRevision: from.revision }),
      };
    case 'setAutoscalerBounds':
      return {
        kind,
        function: target.name,
        min: request.min,
        max: request.max,
        ...(from.bounds && { fromMin: from.bounds.min, fromMax: from.bounds.max }),
      };
    default:
      return { kind };
  }
}
