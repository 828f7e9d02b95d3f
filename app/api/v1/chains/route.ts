import { listChains } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { listChains as verb } from '#lib/services/list-chains.ts';

export const GET = handle(listChains, verb);
