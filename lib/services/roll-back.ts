import type { PlainBody } from '#lib/contracts/acting.ts';
import type { Call } from '#lib/http/handle.ts';
import { actOnFunction } from './act-on-function.ts';
import type { FunctionParams } from './get-function.ts';

/** Goes back to the template of an earlier revision. */
export const rollBack = (
  call: Call<FunctionParams, unknown, PlainBody & { toRevision?: number | undefined }>,
) => actOnFunction(call, { action: 'rollback', toRevision: call.body.toRevision });
