import type { z } from 'zod';
import type { unfreeze as contract } from '#lib/contracts/freezes.ts';
import type { Call } from '#lib/http/handle.ts';
import { setFreeze } from './set-freeze.ts';

/** Lifts the freeze of a namespace or a chain. */
export function unfreeze({
  body,
  request,
}: Call<unknown, unknown, z.output<NonNullable<typeof contract.body>>>) {
  const { namespace, chain, reason } = body;
  return setFreeze(request, {
    action: 'unfreeze',
    namespace,
    chain,
    reason,
    value: () => null,
    parameters: chain ? { chain } : {},
    expect: body.expect,
    asked: body,
  });
}
