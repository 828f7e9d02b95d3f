import { checkConfig } from '#lib/contracts/config-check.ts';
import { handle } from '#lib/http/handle.ts';
import { checkConfig as verb } from '#lib/services/check-config.ts';

export const POST = handle(checkConfig, verb);
