import { getUpgrade as contract } from '#lib/contracts/upgrades.ts';
import { handle } from '#lib/http/handle.ts';
import { getUpgrade } from '#lib/services/list-upgrades.ts';

export const GET = handle(contract, getUpgrade);
