import { me } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { me as verb } from '#lib/services/me.ts';

export const GET = handle(me, verb);
