import { startFrr } from '#lib/contracts/start-frr.ts';
import { handle } from '#lib/http/handle.ts';
import { startFrr as verb } from '#lib/services/start-frr.ts';

export const POST = handle(startFrr, verb);
