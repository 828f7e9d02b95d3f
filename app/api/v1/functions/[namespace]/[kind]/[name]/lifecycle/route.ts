import { startLifecycle as contract } from '#lib/contracts/lifecycle.ts';
import { handle } from '#lib/http/handle.ts';
import { startLifecycle } from '#lib/services/start-lifecycle.ts';

export const POST = handle(contract, startLifecycle);
