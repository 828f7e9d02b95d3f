import { scaleFunction } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { scale as verb } from '#lib/services/scale.ts';

export const POST = handle(scaleFunction, verb);
