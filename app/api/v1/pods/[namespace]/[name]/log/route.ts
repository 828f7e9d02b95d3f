import { readLog } from '#lib/contracts/log.ts';
import { handle } from '#lib/http/handle.ts';
import { readLog as verb } from '#lib/services/read-log.ts';

export const GET = handle(readLog, verb);
