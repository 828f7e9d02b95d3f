import { applyConfig } from '#lib/contracts/config-acts.ts';
import { getConfig } from '#lib/contracts/configs.ts';
import { handle } from '#lib/http/handle.ts';
import { applyConfig as applyConfigVerb } from '#lib/services/apply-config.ts';
import { getConfig as getConfigVerb } from '#lib/services/list-configs.ts';

export const GET = handle(getConfig, getConfigVerb);
export const PUT = handle(applyConfig, applyConfigVerb);
