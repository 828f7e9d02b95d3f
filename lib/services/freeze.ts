import type { z } from 'zod';
import type { freeze as contract } from '#lib/contracts/freezes.ts';
import { writeFreeze } from '#lib/domain/action/freeze.ts';
import { fail } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { setFreeze } from './set-freeze.ts';

/** Freezes a namespace or a chain. */
export function freeze({
  body,
  request,
}: Call<unknown, unknown, z.output<NonNullable<typeof contract.body>>>) {
  const { namespace, chain, reason, until = null } = body;
  if (until !== null && Date.parse(until) <= Date.now()) {
    const message = 'must be in the future';
    return fail('malformed', `until: ${message}`, { errors: [{ field: 'until', message }] });
  }
  return setFreeze(request, {
    action: 'freeze',
    namespace,
    chain,
    reason,
    value: (by) => writeFreeze({ by, reason, until }),
    parameters: { ...(chain && { chain }), ...(until && { until }) },
    expect: body.expect,
    asked: body,
  });
}
