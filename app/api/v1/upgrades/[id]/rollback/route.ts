import { rollBackUpgrade as contract } from '#lib/contracts/upgrades.ts';
import { handle } from '#lib/http/handle.ts';
import { rollBackUpgrade } from '#lib/services/order-upgrade.ts';

export const POST = handle(contract, rollBackUpgrade);
