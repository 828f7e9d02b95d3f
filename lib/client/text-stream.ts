import type { Fault } from '#lib/domain/result.ts';
import { faultOf, unreachable } from './fault-of.ts';

/**
 * - `ended`    the server closed the stream: everything was read
 * - `stopped`  the reader gave up through its signal
 * - `broken`   the connection broke in the middle
 * - `refused`  there was no stream; `fault` says why
 */
export type StreamEnd =
  | { how: 'ended' }
  | { how: 'stopped' }
  | { how: 'broken' }
  | { how: 'refused'; fault: Fault };

/**
 * Reads a text stream of our own API piece by piece, decoded as UTF-8 (a broken sequence becomes U+FFFD).
 *
 * @param onOpen called once the server has agreed
 */
export async function readTextStream(
  path: string,
  { signal, onOpen, onText }: { signal: AbortSignal; onOpen: () => void; onText: (piece: string) => void },
): Promise<StreamEnd> {
  const response = await fetch(path, { headers: { accept: 'text/plain' }, signal, cache: 'no-store' }).catch(
    () => null,
  );
  if (signal.aborted) return { how: 'stopped' };
  if (!response) return { how: 'refused', fault: unreachable };
  if (!response.ok) return { how: 'refused', fault: await faultOf(response) };
  onOpen();
  if (!response.body) return { how: 'ended' };
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { how: 'ended' };
      onText(value);
    }
  } catch {
    return { how: signal.aborted ? 'stopped' : 'broken' };
  }
}
