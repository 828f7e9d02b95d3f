import { getFunction } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { getFunction as verb } from '#lib/services/get-function.ts';

export const GET = handle(getFunction, verb);
