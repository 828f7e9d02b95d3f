import { readRights } from '#lib/contracts/rights.ts';
import { handle } from '#lib/http/handle.ts';
import { listRights as verb } from '#lib/services/list-rights.ts';

export const GET = handle(readRights, verb);
