import { getConfigDrift } from '#lib/contracts/configs.ts';
import { handle } from '#lib/http/handle.ts';
import { readConfigDrift as verb } from '#lib/services/read-config-drift.ts';

export const GET = handle(getConfigDrift, verb);
