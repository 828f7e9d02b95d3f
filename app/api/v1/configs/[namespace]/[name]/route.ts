import { getConfig } from '#lib/contracts/configs.ts';
import { handle } from '#lib/http/handle.ts';
import { getConfig as verb } from '#lib/services/list-configs.ts';

export const GET = handle(getConfig, verb);
