import { listAudit } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { listAudit as verb } from '#lib/services/list-events.ts';

export const GET = handle(listAudit, verb);
