import { unfreeze } from '#lib/contracts/freezes.ts';
import { handle } from '#lib/http/handle.ts';
import { unfreeze as verb } from '#lib/services/unfreeze.ts';

export const POST = handle(unfreeze, verb);
