import { pauseUpgrade as contract } from '#lib/contracts/upgrades.ts';
import { handle } from '#lib/http/handle.ts';
import { pauseUpgrade } from '#lib/services/order-upgrade.ts';

export const POST = handle(contract, pauseUpgrade);
