import { diffConfig } from '#lib/contracts/config-check.ts';
import { handle } from '#lib/http/handle.ts';
import { diffConfig as verb } from '#lib/services/diff-config.ts';

export const POST = handle(diffConfig, verb);
