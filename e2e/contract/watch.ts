import type { KubeApi, KubeObject, Send, Status } from './kube-api.ts';

export interface WatchEvent<Item = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  /** The object; of an ERROR, the Status. */
  object: Item & Partial<Omit<Status, keyof KubeObject>>;
}

export interface Watching {
  /** The next event, or `ended` where the server closed the watch. Throws after `seconds` of silence. */
  next(seconds?: number): Promise<WatchEvent | 'ended'>;
  /** Reads on up to the first event that fits, and returns all that were read. */
  until(fits: (event: WatchEvent) => boolean, seconds?: number): Promise<WatchEvent[]>;
  close(): void;
}

/** Opens a watch; the answer must be 200, since errors of a watch that began come as events. */
export async function watch(api: KubeApi, path: string, query: Send['query'] = {}): Promise<Watching> {
  const lines = await api.lines(path, { watch: true, ...query });
  if (lines.status !== 200) throw new Error(`watch ${path}: ${lines.status}`);
  const iterator = lines[Symbol.asyncIterator]();

  async function next(seconds = 30): Promise<WatchEvent | 'ended'> {
    const line = await within(seconds, `an event of ${path}`, iterator.next());
    return line.done ? 'ended' : (JSON.parse(line.value) as WatchEvent);
  }

  return {
    next,
    close: () => lines.close(),
    async until(fits, seconds = 30) {
      const events: WatchEvent[] = [];
      for (;;) {
        const event = await next(seconds);
        if (event === 'ended') throw new Error(`watch ${path} ended after ${events.length} events`);
        events.push(event);
        if (fits(event)) return events;
      }
    },
  };
}

/** Fails with what was waited for, where a promise takes longer than `seconds`. */
export async function within<Value>(seconds: number, what: string, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${seconds} s for ${what}`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
