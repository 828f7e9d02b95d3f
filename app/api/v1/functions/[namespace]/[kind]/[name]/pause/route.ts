import { pauseFunction } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { pause as verb } from '#lib/services/pause.ts';

export const POST = handle(pauseFunction, verb);
