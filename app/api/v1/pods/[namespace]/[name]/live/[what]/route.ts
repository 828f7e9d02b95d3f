import { readLive } from '#lib/contracts/live.ts';
import { handle } from '#lib/http/handle.ts';
import { readLive as verb } from '#lib/services/read-live.ts';

export const GET = handle(readLive, verb);
