import type { Columns } from '#lib/contracts/stream.ts';

/** Rows by key out of columns, in the order they came. */
export function rowsOf(columns: Columns): Map<string, unknown> {
  const names = Object.keys(columns.fields);
  const values = Object.values(columns.fields);
  const rows = new Map<string, unknown>();
  for (let at = 0; at < columns.keys.length; at += 1) {
    const row: Record<string, unknown> = {};
    for (let field = 0; field < names.length; field += 1) {
      const name = names[field];
      if (name !== undefined) row[name] = values[field]?.[at];
    }
    rows.set(columns.keys[at] ?? '', row);
  }
  return rows;
}
