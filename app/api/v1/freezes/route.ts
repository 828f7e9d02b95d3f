import { freeze, listFreezes } from '#lib/contracts/freezes.ts';
import { handle } from '#lib/http/handle.ts';
import { freeze as freezeVerb } from '#lib/services/freeze.ts';
import { listFreezes as listVerb } from '#lib/services/list-freezes.ts';

export const GET = handle(listFreezes, listVerb);
export const PUT = handle(freeze, freezeVerb);
