import { readLines } from '#e2e/contract/lines.ts';
import type { Freshness } from '#lib/domain/cluster/freshness.ts';

/** What the stream said about its age, and when it arrived: performance.now(), milliseconds. */
export interface Heard {
  at: number;
  state: Freshness['state'];
}

export interface FreshnessProbe {
  heard: Heard[];
  /** Milliseconds from `since` until the stream next said `state`. Throws after `seconds`. */
  until(state: Freshness['state'], since: number, seconds: number): Promise<number>;
  close(): void;
}

/** Follows a stream of the console as a browser does, and keeps what it says about freshness. */
export async function followFreshness(url: string): Promise<FreshnessProbe> {
  const abort = new AbortController();
  const answer = await fetch(`${url}/api/v1/stream?scope=pods`, {
    signal: abort.signal,
    headers: { accept: 'text/event-stream' },
  });
  if (answer.status !== 200 || answer.body === null) throw new Error(`stream: ${answer.status}`);
  const heard: Heard[] = [];
  const { body } = answer;
  const read = async () => {
    let event = '';
    for await (const line of readLines(body)) {
      if (line.startsWith('event:')) event = line.slice('event:'.length).trim();
      if (!line.startsWith('data:') || (event !== 'freshness' && event !== 'snapshot')) continue;
      const { freshness } = JSON.parse(line.slice('data:'.length)) as { freshness: Freshness };
      heard.push({ at: performance.now(), state: freshness.state });
    }
  };
  const reading = read().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    heard,
    close: () => abort.abort(),
    async until(state, since, seconds) {
      const end = since + seconds * 1000;
      for (;;) {
        const found = heard.find((each) => each.at >= since && each.state === state);
        if (found) return found.at - since;
        const late = performance.now() > end;
        if (late)
          throw new Error(`not ${state} within ${seconds} s; heard ${JSON.stringify(heard.slice(-5))}`);
        const ended = await Promise.race([
          reading.then(() => true),
          new Promise<false>((resolve) => setTimeout(() => resolve(false), 50)),
        ]);
        if (ended) throw new Error('the stream ended');
      }
    },
  };
}
