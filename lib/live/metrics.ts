import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { WatchStatus } from '#lib/domain/cluster/freshness.ts';

/** What the console tells Prometheus about its watches and streams. */
export interface Metrics {
  registry: Registry;
  lists: Counter<'kind'>;
  snapshots: Counter;
  deltas: Counter;
  bytes: Counter;
}

export interface MetricsSource {
  watches(): WatchStatus[];
  subscribers(): number;
  live(): boolean;
}

export function startMetrics(source: MetricsSource): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'cnf_console_watches',
    help: 'Watches by kind and state.',
    labelNames: ['kind', 'state'],
    registers,
    collect() {
      this.reset();
      for (const { kind, state } of source.watches()) this.inc({ kind, state });
    },
  });
  new Gauge({
    name: 'cnf_console_objects',
    help: 'Objects known, by kind.',
    labelNames: ['kind'],
    registers,
    collect() {
      this.reset();
      for (const { kind, objects } of source.watches()) this.inc({ kind }, objects);
    },
  });
  new Gauge({
    name: 'cnf_console_live',
    help: '1 while all watches are confirmed, 0 while data may be stale.',
    registers,
    collect() {
      this.set(source.live() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'cnf_console_stream_subscribers',
    help: 'Open event streams.',
    registers,
    collect() {
      this.set(source.subscribers());
    },
  });
  return {
    registry,
    lists: new Counter({
      name: 'cnf_console_lists_total',
      help: 'Lists made, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    snapshots: new Counter({
      name: 'cnf_console_stream_snapshots_total',
      help: 'Snapshots sent.',
      registers,
    }),
    deltas: new Counter({
      name: 'cnf_console_flushes_total',
      help: 'Times that changes were derived.',
      registers,
    }),
    bytes: new Counter({
      name: 'cnf_console_stream_bytes_total',
      help: 'Bytes sent to streams, as sent.',
      registers,
    }),
  };
}
