import { evictPod } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { evictPod as verb } from '#lib/services/evict-pod.ts';

export const POST = handle(evictPod, verb);
