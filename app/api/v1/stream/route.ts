import { readStream } from '#lib/contracts/stream-scope.ts';
import { handle } from '#lib/http/handle.ts';
import { stream } from '#lib/services/stream.ts';

export const dynamic = 'force-dynamic';

export const GET = handle(readStream, stream);
