import { getConfigRevision } from '#lib/contracts/configs.ts';
import { handle } from '#lib/http/handle.ts';
import { getConfigRevision as verb } from '#lib/services/get-config-revision.ts';

export const GET = handle(getConfigRevision, verb);
