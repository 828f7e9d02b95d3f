import { unacknowledge } from '#lib/contracts/alerts.ts';
import { handle } from '#lib/http/handle.ts';
import { unacknowledge as verb } from '#lib/services/unacknowledge.ts';

export const POST = handle(unacknowledge, verb);
