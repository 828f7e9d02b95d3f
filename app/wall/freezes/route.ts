import { listFreezes } from '#lib/contracts/freezes.ts';
import { handle } from '#lib/http/handle.ts';
import { listFreezes as verb } from '#lib/services/list-freezes.ts';
import { wallViewerOf } from '#lib/services/wall-viewer.ts';

export const GET = handle(listFreezes, (call) => verb(call, wallViewerOf));
