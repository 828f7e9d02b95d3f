import { fail, ok, type Result } from '#lib/domain/result.ts';

/**
 * A request's body as text, given up as soon as it is longer than allowed: what nobody will read is not kept. Fault `malformed`,
 * also where it is not UTF-8.
 */
export async function readText(request: Request, maxBytes: number): Promise<Result<string>> {
  const tooLong = () => fail('malformed', `(body): is larger than ${maxBytes} bytes`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return tooLong();
  if (request.body === null) return ok('');
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      size += piece.value.byteLength;
      if (size > maxBytes) {
        // Not waited for: the client may never end.
        void reader.cancel().catch(() => undefined);
        return tooLong();
      }
      chunks.push(piece.value);
    }
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    const why = error instanceof TypeError ? 'is not UTF-8, or ended too early' : 'ended too early';
    return fail('malformed', `(body): ${why}`);
  }
}
