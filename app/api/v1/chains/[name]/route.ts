import { getChain } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { getChain as verb } from '#lib/services/list-chains.ts';

export const GET = handle(getChain, verb);
