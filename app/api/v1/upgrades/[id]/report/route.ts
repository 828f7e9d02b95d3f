import { readReport as contract } from '#lib/contracts/upgrades.ts';
import { handle } from '#lib/http/handle.ts';
import { readReport } from '#lib/services/list-upgrades.ts';

export const GET = handle(contract, readReport);
