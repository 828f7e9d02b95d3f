import type { PlainBody } from '#lib/contracts/acting.ts';
import type { Call } from '#lib/http/handle.ts';
import { actOnFunction } from './act-on-function.ts';
import type { FunctionParams } from './get-function.ts';

/** Sets the number of replicas. */
export const scale = (call: Call<FunctionParams, unknown, PlainBody & { replicas: number }>) =>
  actOnFunction(call, { action: 'scale', replicas: call.body.replicas });
