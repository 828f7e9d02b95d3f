import { array, type LabObject, record, text } from '../object.ts';

/** How one resource becomes a table: kubectl prints what the server sends. */
export interface Printer {
  /** Name, type when it is not a string; `wide` ones are shown by `-o wide` only. */
  columns: readonly { name: string; type?: 'integer'; wide?: true }[];
  cells: (object: LabObject, now: Date) => (string | number)[];
}

/** Columns from a compact form: `Desired#` is an integer, `Images+` is wide. */
export function columns(...names: string[]): Printer['columns'] {
  return names.map((name) => ({
    name: name.replace(/[#+]/g, ''),
    ...(name.includes('#') ? { type: 'integer' as const } : {}),
    ...(name.includes('+') ? { wide: true as const } : {}),
  }));
}

/** Names and images of a pod template's containers, comma-separated. */
export function containersAndImages(podSpec: unknown): [string, string] {
  const containers = array(record(podSpec).containers).map(record);
  return [
    containers.map((item) => text(item.name)).join(','),
    containers.map((item) => text(item.image)).join(','),
  ];
}

/** A metav1.LabelSelector as kubectl prints it; `<none>` when it selects nothing in particular. */
export function formatSelector(selector: unknown): string {
  const { matchLabels, matchExpressions } = record(selector);
  const parts = Object.entries(record(matchLabels)).map(([key, value]) => `${key}=${String(value)}`);
  for (const item of array(matchExpressions).map(record)) {
    const key = text(item.key);
    const values = array(item.values).map(String).sort().join(',');
    if (item.operator === 'Exists') parts.push(key);
    else if (item.operator === 'DoesNotExist') parts.push(`!${key}`);
    else parts.push(`${key} ${item.operator === 'In' ? 'in' : 'notin'} (${values})`);
  }
  return parts.length === 0 ? '<none>' : parts.sort().join(',');
}

/** A map as kubectl prints it: `a=b,c=d`, or `<none>`. */
export function formatLabels(labels: unknown): string {
  const parts = Object.entries(record(labels)).map(([key, value]) => `${key}=${String(value)}`);
  return parts.length === 0 ? '<none>' : parts.sort().join(',');
}
