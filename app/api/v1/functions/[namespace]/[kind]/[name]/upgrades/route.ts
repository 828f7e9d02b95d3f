import { startUpgrade as contract } from '#lib/contracts/upgrades.ts';
import { handle } from '#lib/http/handle.ts';
import { startUpgrade } from '#lib/services/start-upgrade.ts';

export const POST = handle(contract, startUpgrade);
