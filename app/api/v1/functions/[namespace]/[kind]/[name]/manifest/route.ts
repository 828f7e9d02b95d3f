import { getManifest } from '#lib/contracts/reading.ts';
import { handle } from '#lib/http/handle.ts';
import { getManifest as verb } from '#lib/services/get-manifest.ts';

export const GET = handle(getManifest, verb);
