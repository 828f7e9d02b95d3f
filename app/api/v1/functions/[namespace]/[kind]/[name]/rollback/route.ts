import { rollBackFunction } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { rollBack as verb } from '#lib/services/roll-back.ts';

export const POST = handle(rollBackFunction, verb);
