import { listConfigs } from '#lib/contracts/configs.ts';
import { handle } from '#lib/http/handle.ts';
import { listConfigs as verb } from '#lib/services/list-configs.ts';

export const GET = handle(listConfigs, verb);
