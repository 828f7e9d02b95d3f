import { isRecord, quote, type Reading } from '../reading.ts';
import type { RoutingSession } from './routing-summary.ts';
import { bounded, Fields, readShowJson } from './show-json.ts';

/** Adjacencies of `show isis neighbor json` (or its `detail` form). A circuit without a neighbor is not a session. */
export function parseIsisNeighbors(stdout: string): Reading<RoutingSession[]> {
  const { value, problems } = readShowJson(stdout);
  if (value === undefined) return { value: [], problems };
  if (!isRecord(value)) return { value: [], problems: [...problems, `Not a list of areas: ${quote(value)}`] };
  const all = [...problems];
  const sessions: RoutingSession[] = [];
  for (const area of listOf(value.areas, 'areas', all)) {
    if (!isRecord(area)) {
      all.push(`area: ${quote(area)}`);
      continue;
    }
    const name = typeof area.area === 'string' ? area.area : '';
    for (const circuit of listOf(area.circuits, 'circuits', all)) {
      if (!isRecord(circuit)) all.push(`${quote(name)}: ${quote(circuit)}`);
      else if (circuit.adj !== undefined) sessions.push(adjacency(name, circuit, all));
    }
  }
  return { value: sessions, problems: bounded(all) };
}

function listOf(value: unknown, what: string, problems: string[]): unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined) problems.push(`${what} are not a list: ${quote(value)}`);
  return [];
}

function adjacency(area: string, circuit: Record<string, unknown>, problems: string[]): RoutingSession {
  const detail = isRecord(circuit.interface) ? circuit.interface : null;
  const read = new Fields(circuit, `IS-IS ${quote(circuit.adj)}`, problems);
  const inner = detail ? new Fields(detail, `IS-IS ${quote(circuit.adj)}`, problems) : null;
  const state = (inner ? inner.text('state') : read.text('state')) ?? '';
  if (state === '') problems.push(`IS-IS ${quote(circuit.adj)}: no state`);
  const name = (inner ? inner.text('name') : read.text('interface')) ?? '';
  const level = read.count('level');
  return {
    protocol: 'isis',
    peer: read.text('adj') ?? '',
    context: [area, name, level === null ? '' : `level ${level}`].filter((part) => part !== '').join(' '),
    state,
    up: state === 'Up',
    seconds: null,
    prefixesReceived: null,
    prefixesSent: null,
    remoteAs: null,
    description: null,
    detail: null,
  };
}
