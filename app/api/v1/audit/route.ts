import { listAudit } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { listAudit as verb } from '#lib/services/list-audit.ts';

export const GET = handle(listAudit, verb);
