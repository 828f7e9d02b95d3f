import { listConfigHistory } from '#lib/contracts/configs.ts';
import { handle } from '#lib/http/handle.ts';
import { listConfigHistory as verb } from '#lib/services/list-config-history.ts';

export const GET = handle(listConfigHistory, verb);
