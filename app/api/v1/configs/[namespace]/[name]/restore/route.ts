import { restoreConfig } from '#lib/contracts/config-acts.ts';
import { handle } from '#lib/http/handle.ts';
import { restoreConfig as verb } from '#lib/services/restore-config.ts';

export const POST = handle(restoreConfig, verb);
