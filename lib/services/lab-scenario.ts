import { listScenarios as contract } from '#lib/contracts/lab.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { chooseLabScenario, labScenarios } from '#lib/kube/lab-control.ts';
import { running } from '#lib/live/running.ts';

/** The lab's scenarios, and which one it plays. */
export async function listScenarios() {
  const { connection, hub } = running();
  if (!hub.cluster().simulated) return fail('not-found', 'This is a real cluster: it has no scenarios.');
  const answer = await labScenarios(connection);
  if (!answer.ok) return answer;
  const { answer: schema } = contract;
  if (typeof schema === 'string') return ok(answer.value);
  const parsed = schema.safeParse(answer.value);
  return parsed.success
    ? ok(parsed.data)
    : fail('unreachable', 'The lab lists its scenarios in an unknown form.');
}

/** Puts the lab into another scenario. Only ever sent to a cluster that says of itself that it is simulated. */
export async function chooseScenario({ body }: Call<unknown, unknown, { name: string }>) {
  const { connection, hub } = running();
  if (!hub.cluster().simulated) return fail('not-found', 'This is a real cluster: it has no scenarios.');
  const answer = await chooseLabScenario(connection, body.name);
  return answer.ok ? listScenarios() : answer;
}
