import { getPod } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { getPod as verb } from '#lib/services/get-pod.ts';

export const GET = handle(getPod, verb);
