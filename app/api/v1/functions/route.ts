import { listFunctions } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { listFunctions as verb } from '#lib/services/list-functions.ts';

export const GET = handle(listFunctions, verb);
