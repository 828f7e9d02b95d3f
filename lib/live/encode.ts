import { columnsOf } from '#lib/contracts/columns.ts';
import type { Topic } from './topic.ts';

/** A topic's rows in columns, as JSON: see `Columns` in the contract. */
export function encodeColumns(rows: ReadonlyMap<string, unknown>): string {
  return JSON.stringify(columnsOf(rows));
}

/** What changed in a topic after `from`, as JSON: `{set, gone}`; an empty string for nothing, null for too long ago. */
export function encodeChanges(topic: Topic, from: number): string | null {
  const changes = topic.since(from);
  if (changes === null) return null;
  if (changes.set.length === 0 && changes.gone.length === 0) return '';
  const set = changes.set.map((key) => `${JSON.stringify(key)}:${JSON.stringify(topic.rows.get(key))}`);
  return `{"set":{${set.join(',')}},"gone":${JSON.stringify(changes.gone)}}`;
}

/** One server-sent event. JSON has no line breaks, so `data` is one line. Source: WHATWG HTML, section 9.2. */
export function serverEvent(event: string, id: string | null, data: string): string {
  return `event: ${event}\n${id === null ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}
