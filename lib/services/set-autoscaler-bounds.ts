import type { PlainBody } from '#lib/contracts/acting.ts';
import type { AutoscalerBounds } from '#lib/domain/action/autoscaler-offer.ts';
import type { Call } from '#lib/http/handle.ts';
import { actOnFunction } from './act-on-function.ts';
import type { FunctionParams } from './get-function.ts';

/** Sets how few and how many replicas the function's autoscaler may set. */
export const setAutoscalerBounds = (call: Call<FunctionParams, unknown, PlainBody & AutoscalerBounds>) =>
  actOnFunction(call, { action: 'setAutoscalerBounds', min: call.body.min, max: call.body.max });
