import { previewAction } from '#lib/contracts/action-preview.ts';
import { handle } from '#lib/http/handle.ts';
import { previewAction as verb } from '#lib/services/preview-action.ts';

export const POST = handle(previewAction, verb);
