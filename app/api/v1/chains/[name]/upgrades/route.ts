import { startChainUpgrade as contract } from '#lib/contracts/chain-upgrades.ts';
import { handle } from '#lib/http/handle.ts';
import { startChainUpgrade } from '#lib/services/start-chain-upgrade.ts';

export const POST = handle(contract, startChainUpgrade);
