import { ok, type Result } from '#lib/domain/result.ts';
import type { Hub } from './hub.ts';

// What may wait in the process for one slow browser, apart from a snapshot that has been begun.
const highWaterMark = 65_536;

export interface EventStreamOptions {
  hub: Pick<Hub, 'subscribe'>;
  scope: readonly string[];
  lastEventId: string | null;
  gzip: boolean;
  /** Ends the stream: the browser has gone. */
  signal: AbortSignal;
}

/**
 * The bytes of one browser's event stream. Nothing is taken from the hub while the socket is full: what has changed in the
 * meantime is told at once when it has room again.
 */
export function eventStream(options: EventStreamOptions): Result<ReadableStream<Uint8Array>> {
  const { hub, scope, lastEventId, gzip, signal } = options;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let closed = false;

  const pump = () => {
    if (closed || controller === null || (controller.desiredSize ?? 0) <= 0) return;
    for (const part of subscribed.take()) controller.enqueue(part);
  };
  const subscription = hub.subscribe({ scope, view: 'all', lastEventId, gzip, wake: pump });
  if (!subscription.ok) return subscription;
  const subscribed = subscription.value;
  const close = () => {
    if (closed) return;
    closed = true;
    signal.removeEventListener('abort', abort);
    subscribed.close();
  };
  const abort = () => {
    close();
    controller?.error(new Error('the browser has gone'));
  };

  const stream = new ReadableStream<Uint8Array>(
    {
      start(own) {
        controller = own;
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort);
      },
      pull: pump,
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark }),
  );
  return ok(stream);
}
