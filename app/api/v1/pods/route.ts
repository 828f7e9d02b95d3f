import { listPods } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { listPods as verb } from '#lib/services/list-pods.ts';

export const GET = handle(listPods, verb);
