import { isRecord, quote, type Reading } from '../reading.ts';

type Entry = Record<string, unknown>;

/**
 * The list that a command of iproute2 prints with `-j`. `read` gives null for an entry that is not what it should be, and
 * tells the problem. At most 20 problems are kept.
 */
export function readJsonList<Item>(
  text: string,
  read: (entry: unknown, problems: string[]) => Item | null,
): Reading<Item[]> {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return { value: [], problems: [`Not JSON: ${quote(text)}`] };
  }
  const problems: string[] = [];
  const value: Item[] = [];
  for (const entry of Array.isArray(list) ? (list as unknown[]) : []) {
    if (isEmpty(entry)) continue;
    const item = read(entry, problems);
    if (item !== null) value.push(item);
  }
  return { value, problems: problems.slice(0, 20) };
}

/** iproute2 prints an empty object for each entry that it was not asked for. */
export const isEmpty = (entry: unknown): entry is Entry => isRecord(entry) && Object.keys(entry).length === 0;
