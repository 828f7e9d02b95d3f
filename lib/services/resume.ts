import type { PlainBody } from '#lib/contracts/acting.ts';
import type { Call } from '#lib/http/handle.ts';
import { actOnFunction } from './act-on-function.ts';
import type { FunctionParams } from './get-function.ts';

/** Lets the rollout of a Deployment go on. */
export const resume = (call: Call<FunctionParams, unknown, PlainBody>) =>
  actOnFunction(call, { action: 'resume' });
