import type { z } from 'zod';
import type { acknowledge as contract } from '#lib/contracts/alerts.ts';
import { writeAcknowledgement } from '#lib/domain/alert/acknowledgement.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import type { Caller } from './caller.ts';
import type { FunctionParams } from './get-function.ts';
import { setAcknowledgement } from './set-acknowledgement.ts';
import { viewerBy } from './viewer.ts';

const usualMs = 8 * 3_600_000;
const longestMs = 7 * 86_400_000;

/** Acknowledges the alerts that a function has now. */
export async function acknowledge({
  params,
  body,
  request,
}: Call<FunctionParams, unknown, z.output<NonNullable<typeof contract.body>>>) {
  const now = Date.now();
  const until = body.until === undefined ? now + usualMs : Date.parse(body.until);
  if (until <= now || until > now + longestMs) {
    const message = 'must be in the future, and at most seven days ahead';
    return fail('malformed', `until: ${message}`, { errors: [{ field: 'until', message }] });
  }
  const at = new Date(now).toISOString();
  const end = new Date(until).toISOString();
  return setAcknowledgement(request, {
    action: 'acknowledge',
    target: params,
    reason: body.note,
    async value(caller) {
      const alerts = await alertsOf(caller, params);
      if (!alerts.ok) return alerts;
      if (alerts.value.length === 0)
        return fail('refused', `${params.name} has no alert that could be acknowledged.`);
      const covered = alerts.value.map(({ rule, severity, since }) => ({ rule, severity, since }));
      const by = caller.identity.user;
      return ok({
        text: writeAcknowledgement({ by, at, note: body.note, until: end, alerts: covered }),
        began: Math.min(...covered.map(({ since }) => Date.parse(since))),
        parameters: { until: end, alerts: covered.map(({ rule }) => rule).join(', ') },
      });
    },
    expect: body.expect,
    asked: body,
  });
}

/** What he may see of them: nobody acknowledges what he does not know. */
async function alertsOf(caller: Caller, { namespace, kind, name }: FunctionParams) {
  const viewer = await viewerBy(caller);
  if (!viewer.ok) return viewer;
  const all = viewer.value.hub.alerts();
  return ok(all.filter((one) => one.namespace === namespace && one.kind === kind && one.name === name));
}
