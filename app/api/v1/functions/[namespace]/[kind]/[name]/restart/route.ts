import { restartFunction } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { restart as verb } from '#lib/services/restart.ts';

export const POST = handle(restartFunction, verb);
