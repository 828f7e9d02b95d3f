import type { Connection } from './connection.ts';
import { lineSplitter } from './json-lines.ts';
import { codeOf, open, type RequestFault } from './request.ts';
import { readStatus, statusFault, unreachable } from './status-fault.ts';
import { record, text } from './trim/wire.ts';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: unknown;
}

/** How one watch request ended. In every case the watch can go on from the last version, but after `gone`. */
export type WatchEnd =
  /** The API server ended it, as asked. */
  | { how: 'ended' }
  /** HTTP 410, or an ERROR event with code 410: the version is no longer in the history. List anew. */
  | { how: 'gone' }
  | { how: 'failed'; fault: RequestFault };

export interface WatchOptions {
  resourceVersion: string;
  /** As `metadata.name=x`, for some of the collection. */
  fieldSelector?: string;
  timeoutSeconds: number;
  signal: AbortSignal;
  onEvent(event: WatchEvent): void;
  /** The version to go on from, after each event and bookmark. */
  onVersion(resourceVersion: string): void;
  /** Bytes arrived. */
  onHeard(): void;
  /** The API server has taken the watch up: what was missed has been told, or is about to be. */
  onConfirmed(): void;
}

// How much later than asked the end may come. A connection whose other side is gone without a word (a dropped NAT entry, a
// paused server, a pulled cable) gives no error: only the end that does not come shows it. With timeoutSeconds of at most 25
// that is noticed within 28 s, whether or not the kind ever changes; TCP keep-alive would take minutes and sees no paused
// process. The price is one request per kind and half minute.
const graceMs = 3_000;

// A version that is too old is told by an ERROR right after the head: quiet for so long after it means taken up.
const quietMs = 120;

/** Watches a collection once, until it ends by itself, fails, or is aborted. Never throws. */
export async function watchOnce(
  connection: Connection,
  path: string,
  options: WatchOptions,
): Promise<WatchEnd> {
  const query = new URLSearchParams({
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: options.resourceVersion,
    timeoutSeconds: String(options.timeoutSeconds),
    ...(options.fieldSelector !== undefined && { fieldSelector: options.fieldSelector }),
  });
  const overdue = new AbortController();
  const deadline = setTimeout(
    () => overdue.abort(new Error('the watch did not end when it should: the connection is dead')),
    options.timeoutSeconds * 1000 + graceMs,
  );
  let quiet: NodeJS.Timeout | undefined;
  let verdict: WatchEnd | null = null;

  const read = (line: string) => {
    if (verdict !== null) return;
    const event = parseLine(line);
    if (event === null) {
      verdict = {
        how: 'failed',
        fault: unreachable(connection.info.server, 'the watch sent a line that is not JSON').fault,
      };
      return;
    }
    const { type, object } = event;
    if (type === 'ERROR') {
      const status = readStatus(object, 500);
      verdict = status.code === 410 ? { how: 'gone' } : { how: 'failed', fault: statusFault(status).fault };
      return;
    }
    if (quiet !== undefined) {
      clearTimeout(quiet);
      quiet = undefined;
      options.onConfirmed();
    }
    if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') options.onEvent({ type, object });
    const version = text(record(record(object).metadata).resourceVersion);
    if (version !== undefined && version !== '') options.onVersion(version);
  };

  try {
    const signal = AbortSignal.any([options.signal, overdue.signal]);
    const opened = await open(connection, `${path}?${query}`, {
      signal,
      headTimeoutMs: 5_000,
      bodyTimeoutMs: 0,
    });
    if (!opened.ok)
      return codeOf(opened.fault) === 410 ? { how: 'gone' } : { how: 'failed', fault: opened.fault };
    options.onHeard();
    quiet = setTimeout(() => {
      quiet = undefined;
      options.onConfirmed();
    }, quietMs);
    const lines = lineSplitter(read);
    for await (const chunk of opened.value) {
      options.onHeard();
      lines.push(chunk as Buffer);
      if (verdict !== null) return verdict;
    }
    return { how: 'ended' };
  } catch (error) {
    const why = overdue.signal.aborted ? overdue.signal.reason : error;
    return { how: 'failed', fault: unreachable(connection.info.server, why).fault };
  } finally {
    clearTimeout(deadline);
    clearTimeout(quiet);
  }
}

function parseLine(line: string): { type: unknown; object: unknown } | null {
  try {
    const { type, object } = record(JSON.parse(line));
    return { type, object };
  } catch {
    return null;
  }
}
