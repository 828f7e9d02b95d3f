import { planUpgrade as contract } from '#lib/contracts/upgrades.ts';
import { handle } from '#lib/http/handle.ts';
import { planUpgrade } from '#lib/services/plan-upgrade.ts';

export const POST = handle(contract, planUpgrade);
