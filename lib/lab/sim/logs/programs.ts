import { fnv32a, hexOf } from '../random.ts';
import type { LogLine } from './log-book.ts';

export type Program = 'frr' | 'firewall' | 'waf' | 'lb' | 'plain' | 'distroless';

const most = 400;

interface Voice {
  start: string[];
  /** Milliseconds between lines. */
  every: number;
  line: (chance: number, time: number) => string;
}

const source = (chance: number) => `198.51.100.${chance % 254}`;
const iso = (time: number) => new Date(time).toISOString();
const paths = ['/', '/login', '/api/v1/orders', '/static/app.js', '/healthz', '/search?q=router'];
const path = (chance: number) => paths[chance % paths.length] ?? '/';

const voices: Record<Program, Voice | undefined> = {
  frr: undefined,
  plain: undefined,
  distroless: undefined,
  firewall: {
    start: ['rules loaded: 1284', 'connection tracking ready, 262144 entries', 'forwarding'],
    every: 4000,
    line: (chance, time) =>
      `${iso(time)} ${chance % 9 === 0 ? 'DROP' : 'ACCEPT'} tcp ${source(chance)}:${1024 + (chance % 60000)} -> 203.0.113.10:443 rule=${10 + (chance % 40)}`,
  },
  waf: {
    start: ['signatures loaded: 4961', 'listening on 0.0.0.0:8080'],
    every: 3000,
    line: (chance, time) =>
      chance % 13 === 0
        ? `${iso(time)} WARN blocked ${source(chance)} "GET ${path(chance)}" signature=20000${chance % 900}`
        : `${iso(time)} INFO passed ${source(chance)} "GET ${path(chance)}" ${1 + (chance % 20)}ms`,
  },
  lb: {
    start: ['configuration loaded: 2 frontends, 3 backends', 'listening on 0.0.0.0:80'],
    every: 2500,
    line: (chance, time) =>
      `${iso(time)} ${source(chance)} "GET ${path(chance)} HTTP/1.1" ${chance % 17 === 0 ? 502 : 200} ${200 + (chance % 9000)} backend=waf-${chance % 3}`,
  },
};

/** What a program has written by itself between its start and a time; the same at every reading. At most the last 400. */
export function programLines(
  program: Program,
  pod: string,
  from: number,
  until: number,
  after: number,
): LogLine[] {
  const voice = voices[program];
  if (voice === undefined) return [];
  const lines = voice.start.map((text, index) => ({
    time: from + 20 * (index + 1),
    text: `${iso(from)} ${text}`,
  }));
  const last = Math.floor((until - from) / voice.every);
  const firstAfter = Math.max(1, Math.floor((after - from) / voice.every));
  for (let index = Math.max(firstAfter, last - most); index <= last; index += 1) {
    const chance = fnv32a(hexOf(`${pod}/${index}`, 8));
    const time = from + index * voice.every + (chance % 900);
    if (time <= until) lines.push({ time, text: voice.line(chance, time) });
  }
  return lines;
}
