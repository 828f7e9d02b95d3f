import { setAutoscalerBounds } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { setAutoscalerBounds as verb } from '#lib/services/set-autoscaler-bounds.ts';

export const POST = handle(setAutoscalerBounds, verb);
