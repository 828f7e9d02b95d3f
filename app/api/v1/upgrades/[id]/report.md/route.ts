import { readReportText as contract } from '#lib/contracts/upgrades.ts';
import { handle } from '#lib/http/handle.ts';
import { readReportText } from '#lib/services/list-upgrades.ts';

export const GET = handle(contract, readReportText);
