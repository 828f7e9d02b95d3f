import { getAction } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { getAction as verb } from '#lib/services/get-action.ts';

export const GET = handle(getAction, verb);
