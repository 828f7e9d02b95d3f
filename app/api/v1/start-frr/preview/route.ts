import { previewStart } from '#lib/contracts/start-frr.ts';
import { handle } from '#lib/http/handle.ts';
import { previewStart as verb } from '#lib/services/preview-start.ts';

export const POST = handle(previewStart, verb);
