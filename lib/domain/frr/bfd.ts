import { isRecord, quote, type Reading } from '../reading.ts';
import type { RoutingSession } from './routing-summary.ts';
import { bounded, Fields, readShowJson } from './show-json.ts';

/** Peers of `show bfd peers json`; `shutdown` is a peer that was shut by configuration. */
export function parseBfdPeers(stdout: string): Reading<RoutingSession[]> {
  const { value, problems } = readShowJson(stdout);
  if (value === undefined) return { value: [], problems };
  if (!Array.isArray(value))
    return { value: [], problems: [...problems, `Not a list of peers: ${quote(value)}`] };
  const all = [...problems];
  const sessions: RoutingSession[] = [];
  for (const entry of value as unknown[]) {
    if (!isRecord(entry)) {
      all.push(`BFD peer: ${quote(entry)}`);
      continue;
    }
    const read = new Fields(entry, `BFD ${quote(entry.peer)}`, all);
    const state = read.text('status') ?? '';
    if (state === '') all.push(`BFD ${quote(entry.peer)}: no status`);
    const vrf = read.text('vrf');
    const diagnostic = read.text('diagnostic');
    sessions.push({
      protocol: 'bfd',
      peer: read.text('peer') ?? '',
      context: [vrf === 'default' ? null : vrf, read.text('interface') ?? 'multihop']
        .filter(Boolean)
        .join(' '),
      state,
      up: state === 'up',
      seconds: state === 'up' ? read.count('uptime') : read.count('downtime'),
      prefixesReceived: null,
      prefixesSent: null,
      remoteAs: null,
      description: read.text('label'),
      detail: diagnostic === 'ok' ? null : diagnostic,
    });
  }
  return { value: sessions, problems: bounded(all) };
}
