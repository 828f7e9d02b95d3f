import type { PlainBody } from '#lib/contracts/acting.ts';
import type { Call } from '#lib/http/handle.ts';
import { actOnFunction } from './act-on-function.ts';
import type { FunctionParams } from './get-function.ts';

/** Replaces every pod, by the rollout strategy. */
export const restart = (call: Call<FunctionParams, unknown, PlainBody>) =>
  actOnFunction(call, { action: 'restart' });
