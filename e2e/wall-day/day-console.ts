import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { columnsOf, rowsOf } from '#lib/contracts/columns.ts';
import type { SnapshotEvent } from '#lib/contracts/stream.ts';
import { type Rows, takeTurn } from './churn.ts';
import { type Incident, incidentAt } from './incidents.ts';

/**
 * A console whose day takes minutes: everything comes from a real one on the lab, but the wall's stream, which this one writes by a
 * clock of its own. What it says, and when, is what the real one says: a `freshness` every 5 s, `stale` once the API server has
 * not been heard for 10 s, nothing at all while it or the network is gone.
 */
export interface DayConsole {
  url: string;
  /** Milliseconds since the epoch, by the day's clock. */
  now(): number;
  /** When what was told last was true. */
  truthAt(): number;
  /** Bytes that were written to the stream that was opened last, or null while there is none. */
  written(): number | null;
  /** Goes on to a time, second by second, and tells what is due. */
  advance(to: number): void;
  stop(): Promise<void>;
}

const freshnessMs = 5_000;
const churnMs = 10_000;
const unheardMs = 10_000;

export async function startDay(
  real: string,
  start: number,
  incidents: readonly Incident[],
): Promise<DayConsole> {
  const first = await snapshotOf(`${real}/wall/stream?scope=chains,events,functions`);
  const rows: Rows = {
    chains: rowsOf(first.topics.chains ?? columnsOf(new Map())),
    functions: rowsOf(first.topics.functions ?? columnsOf(new Map())),
    events: rowsOf(first.topics.events ?? columnsOf(new Map())),
  } as Rows;
  let now = start;
  let truth = start;
  let builds = 0;
  let last: Incident | null = null;
  let current: { response: ServerResponse; written: number } | null = null;
  const open = new Set<ServerResponse>();
  const iso = (at: number) => new Date(at).toISOString();
  const incident = () => incidentAt(incidents, now);

  const freshness = () => {
    const away = incident()?.kind === 'api-server' ? incident() : null;
    const stale = away && now - away.at > unheardMs;
    return {
      ...first.freshness,
      state: stale ? 'stale' : 'live',
      since: iso(away && stale ? away.at : start),
      heardAt: iso(away ? away.at : now),
      reason: stale ? 'The API server does not answer.' : null,
      watches: [],
    };
  };
  const tell = (event: string, data: object) => {
    if (current === null || incident()?.kind === 'cut') return;
    const text = `event: ${event}\ndata: ${JSON.stringify({ at: iso(now), ...data })}\n\n`;
    current.response.write(text);
    current.written += Buffer.byteLength(text);
    const { heardAt } = freshness();
    truth = Date.parse(heardAt);
  };
  const snapshot = () => ({
    cluster: first.cluster,
    freshness: freshness(),
    build: `${first.build}${builds || ''}`,
    topics: Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, columnsOf(all)])),
  });

  function stream(request: IncomingMessage, response: ServerResponse): void {
    open.add(response);
    response.on('close', () => {
      open.delete(response);
      if (current?.response === response) current = null;
    });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    current = { response, written: 0 };
    tell('snapshot', snapshot());
    request.resume();
  }

  const server = createServer((asked, response) => {
    const kind = incident()?.kind;
    if (kind === 'console') return void asked.socket.destroy();
    // What is sent into a cut is lost for good, also when the network is back.
    if (kind === 'cut') return void open.add(response);
    if (asked.url?.startsWith('/wall/stream')) return stream(asked, response);
    const { hostname, port, host } = new URL(real);
    const headers = { ...asked.headers, host };
    const passed = request({ hostname, port, path: asked.url, method: asked.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  function second(): void {
    now += 1_000;
    const here = incident();
    if (here !== last) {
      if (here?.kind === 'console') {
        builds += 1;
        for (const response of open) response.destroy();
        current = null;
      }
      last = here;
    }
    if (here?.kind === 'console' || here?.kind === 'cut') return;
    if (now % churnMs === 0 && here === null) tell('delta', { topics: takeTurn(rows, now) });
    if (now % freshnessMs === 0) tell('freshness', { freshness: freshness(), cluster: first.cluster });
  }

  return {
    url: `http://127.0.0.1:${port}`,
    now: () => now,
    truthAt: () => truth,
    written: () => current?.written ?? null,
    advance(to) {
      while (now < to) second();
    },
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The first event of a stream. */
async function snapshotOf(url: string): Promise<SnapshotEvent> {
  const answer = await fetch(url);
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && !text.includes('\n\n'))
    text += decoder.decode((await reader.read()).value, { stream: true });
  await reader?.cancel();
  const data = /^data: (.*)$/m.exec(text)?.[1];
  if (data === undefined) throw new Error(`no snapshot at ${url}: ${text.slice(0, 200)}`);
  return JSON.parse(data) as SnapshotEvent;
}
