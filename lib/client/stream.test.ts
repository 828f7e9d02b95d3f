import { describe, expect, it } from 'vitest';
import type { Freshness } from '#lib/domain/cluster/freshness.ts';
import { createStream, silenceLimit } from './stream.ts';
import { pageFreshness } from './use-freshness.ts';

const freshness: Freshness = {
  state: 'live',
  since: '2026-01-01T00:00:00Z',
  answers: true,
  heardAt: null,
  reason: null,
  watches: [],
};
const cluster = { name: 'lab', server: 'x', version: null, simulated: true, scenario: null };

/** A console whose connections are held by hand, and a clock that only the test moves. */
function world() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const timers: { action: () => void; at: number }[] = [];
  const requests: {
    scope: string;
    lastId: string | null;
    aborted: () => boolean;
    send: (text: string) => void;
    end: () => void;
  }[] = [];
  let answer: (() => Response) | null = null;

  const stream = createStream({
    path: () => '/api/v1/stream',
    now: () => now,
    random: () => 0.5,
    schedule: (flush) => flush(),
    setTimer(action, milliseconds) {
      const timer = { action, at: now + milliseconds };
      timers.push(timer);
      return () => timers.splice(0, timers.length, ...timers.filter((one) => one !== timer));
    },
    async fetch(input, init) {
      if (answer) return answer();
      const url = new URL(String(input), 'http://console');
      let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
      const body = new ReadableStream<Uint8Array>({
        start(one) {
          controller = one;
        },
      });
      init?.signal?.addEventListener('abort', () => controller?.error(new Error('aborted')));
      requests.push({
        scope: url.searchParams.get('scope') ?? '',
        lastId: new Headers(init?.headers).get('last-event-id'),
        aborted: () => init?.signal?.aborted ?? false,
        send: (text) => controller?.enqueue(new TextEncoder().encode(text)),
        end: () => controller?.close(),
      });
      return new Response(body);
    },
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    stream,
    requests,
    settle,
    refuseWith: (response: (() => Response) | null) => {
      answer = response;
    },
    async pass(milliseconds: number) {
      now += milliseconds;
      for (const timer of timers.splice(0)) {
        if (timer.at <= now) timer.action();
        else timers.push(timer);
      }
      stream.tick();
      await settle();
    },
    snapshot(id: string, topics: Record<string, string[]>, build = 'one') {
      const columns = Object.entries(topics).map(([name, keys]) => [name, { keys, fields: { name: keys } }]);
      const data = {
        at: new Date(now).toISOString(),
        cluster,
        freshness,
        build,
        topics: Object.fromEntries(columns),
      };
      return `event: snapshot\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
    },
    delta(id: string, topic: string, key: string) {
      const data = {
        at: new Date(now).toISOString(),
        topics: { [topic]: { set: { [key]: { name: key } }, gone: [] } },
      };
      return `event: delta\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
    },
    newest: () => requests[requests.length - 1] ?? expect.fail('no request'),
  };
}

describe('createStream', () => {
  it('asks once for all topics that components ask for at the same time', async () => {
    const { stream, requests, settle } = world();
    stream.retain('pods');
    stream.retain('chains');
    stream.retain('pods');
    await settle();
    expect(requests.map((one) => one.scope)).toEqual(['chains,pods']);
  });

  it('changes topics without a gap: the old connection ends when the new one speaks', async () => {
    const { stream, requests, settle, snapshot } = world();
    stream.retain('chains');
    await settle();
    requests[0]?.send(snapshot('e:1', { chains: ['a'] }));
    await settle();
    stream.retain('pods');
    await settle();
    expect(requests.map((one) => one.scope)).toEqual(['chains', 'chains,pods']);
    expect(requests[0]?.aborted()).toBe(false);
    expect(requests[1]?.lastId).toBe(null);
    requests[1]?.send(snapshot('e:2', { chains: ['a'], pods: ['p'] }));
    await settle();
    expect(requests[0]?.aborted()).toBe(true);
    expect(stream.store.state('pods').loaded).toBe(true);
  });

  it('keeps a topic for a while after its last reader, so that going back shows it at once', async () => {
    const { stream, requests, settle, snapshot, pass } = world();
    stream.retain('chains');
    const release = stream.retain('pods');
    await settle();
    requests[0]?.send(snapshot('e:1', { chains: [], pods: ['p'] }));
    await settle();
    release();
    await pass(5_000);
    expect(requests).toHaveLength(1);
    await pass(60_000);
    expect(requests.at(-1)?.scope).toBe('chains');
    expect(requests.at(-1)?.lastId).toBe('e:1');
  });

  it('resumes where it was after the connection ended', async () => {
    const { stream, requests, settle, snapshot, delta, pass } = world();
    stream.retain('pods');
    await settle();
    requests[0]?.send(snapshot('e:1', { pods: ['p'] }) + delta('e:2', 'pods', 'q'));
    await settle();
    requests[0]?.end();
    await settle();
    expect(stream.state().fault?.kind).toBe('unreachable');
    await pass(250);
    expect(requests[1]?.lastId).toBe('e:2');
    requests[1]?.send(delta('e:3', 'pods', 'r'));
    await settle();
    expect([...stream.store.state('pods').rows.keys()]).toEqual(['p', 'q', 'r']);
    expect(stream.state().fault).toBe(null);
  });

  it('calls itself stale when nothing is heard, replaces the dead connection, and is live with the first word', async () => {
    const { stream, requests, settle, snapshot, pass, newest } = world();
    stream.retain('pods');
    await settle();
    requests[0]?.send(snapshot('e:1', { pods: [] }));
    await settle();
    await pass(silenceLimit);
    expect(stream.state().silent).toBe(false);
    await pass(1_000);
    expect(pageFreshness(stream.state())).toMatchObject({ state: 'stale', cause: 'console' });
    expect(requests[0]?.aborted()).toBe(true);
    newest().send(snapshot('e:9', { pods: [] }));
    await settle();
    expect(pageFreshness(stream.state()).state).toBe('live');
  });

  it('says what right is missing when it is refused, and goes on trying', async () => {
    const { stream, settle, refuseWith, pass, requests } = world();
    const problem = {
      title: 'Forbidden',
      status: 403,
      detail: 'no',
      right: { verb: 'list', group: '', resource: 'pods' },
    };
    refuseWith(
      () =>
        new Response(JSON.stringify(problem), {
          status: 403,
          headers: { 'content-type': 'application/problem+json' },
        }),
    );
    stream.retain('pods');
    await settle();
    expect(pageFreshness(stream.state())).toMatchObject({
      state: 'stale',
      fault: { kind: 'forbidden', right: { resource: 'pods' } },
    });
    refuseWith(null);
    await pass(10_000);
    expect(requests).toHaveLength(1);
  });

  it('connects at once when the network comes back instead of waiting', async () => {
    const { stream, requests, settle, refuseWith } = world();
    refuseWith(() => new Response('gateway', { status: 502 }));
    stream.retain('pods');
    await settle();
    refuseWith(null);
    stream.wake();
    await settle();
    expect(requests).toHaveLength(1);
  });

  it('gives up a connection that never brings anything, and opens another', async () => {
    const { stream, requests, settle, pass } = world();
    stream.retain('pods');
    await settle();
    await pass(14_000);
    expect(requests).toHaveLength(1);
    await pass(2_000);
    expect(requests).toHaveLength(2);
    expect(requests[0]?.aborted()).toBe(true);
    // One that brings a large answer slowly is waited for.
    requests[1]?.send(':');
    await settle();
    await pass(14_000);
    expect(requests).toHaveLength(2);
  });

  it('notices that the console was replaced by another build', async () => {
    const { stream, requests, settle, snapshot } = world();
    stream.retain('pods');
    await settle();
    requests[0]?.send(snapshot('e:1', { pods: [] }));
    requests[0]?.send(snapshot('e:2', { pods: [] }));
    await settle();
    expect(stream.state().outdated).toBe(false);
    requests[0]?.send(snapshot('f:1', { pods: [] }, 'two'));
    await settle();
    expect(stream.state().outdated).toBe(true);
  });
});
