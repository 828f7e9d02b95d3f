import type { z } from 'zod';
import type { unacknowledge as contract } from '#lib/contracts/alerts.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import type { FunctionParams } from './get-function.ts';
import { setAcknowledgement } from './set-acknowledgement.ts';

/** Takes an acknowledgement back. */
export function unacknowledge({
  params,
  body,
  request,
}: Call<FunctionParams, unknown, z.output<NonNullable<typeof contract.body>>>) {
  return setAcknowledgement(request, {
    action: 'unacknowledge',
    target: params,
    reason: body.reason,
    value: async () => ok({ text: null, parameters: {}, began: 0 }),
    expect: body.expect,
    asked: body,
  });
}
