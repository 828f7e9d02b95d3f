import { listEvents } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { listEvents as verb } from '#lib/services/list-events.ts';

export const GET = handle(listEvents, verb);
