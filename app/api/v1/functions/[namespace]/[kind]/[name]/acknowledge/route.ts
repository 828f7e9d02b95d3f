import { acknowledge } from '#lib/contracts/alerts.ts';
import { handle } from '#lib/http/handle.ts';
import { acknowledge as verb } from '#lib/services/acknowledge.ts';

export const POST = handle(acknowledge, verb);
