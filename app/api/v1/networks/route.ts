import { listNetworks } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { listNetworks as verb } from '#lib/services/list-networks.ts';

export const GET = handle(listNetworks, verb);
