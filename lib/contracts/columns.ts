/**
 * The values of one field for all rows in order:
 * - a list: the values as they are;
 * - `one`: every row has this value;
 * - `of`, `at`: `at` gives each row's place in `of`, for values that come again and again;
 * - `lengths`, `items`: each value is a list; their elements, one list after the other, are a column again;
 * - `fields`: each value is an object with just these fields.
 */
export type Column =
  | unknown[]
  | { one: unknown }
  | { of: unknown[]; at: number[] }
  | { lengths: Column; items: Column }
  | { fields: Record<string, Column> };

/** Rows in columns: a fifth of the text to parse, and a quarter fewer bytes to send, than columns that repeat their values. */
export interface Columns {
  keys: string[];
  fields: Record<string, Column>;
}

/** With fewer values there is nothing to gain. */
const worthwhile = 20;

/** Rows by key, in columns. A field that a row does not have is null there; what is inside a field stays as it is. */
export function columnsOf(rows: ReadonlyMap<string, unknown>): Columns {
  const values = [...rows.values()] as Record<string, unknown>[];
  const names = new Set<string>();
  for (const row of values) for (const name in row) names.add(name);
  const fields: Record<string, Column> = {};
  for (const name of names) fields[name] = columnOf(values.map((row) => row[name] ?? null));
  return { keys: [...rows.keys()], fields };
}

function columnOf(values: unknown[]): Column {
  if (values.length < worthwhile) return values;
  if (values.every(Array.isArray)) {
    return {
      lengths: columnOf(values.map((value) => value.length)),
      items: columnOf(values.flat().map((item: unknown) => item ?? null)),
    };
  }
  const names = commonFields(values);
  if (names === null) return repeated(values) ?? values;
  const fields: Record<string, Column> = {};
  for (const name of names) {
    fields[name] = columnOf((values as Record<string, unknown>[]).map((value) => value[name]));
  }
  return { fields };
}

/** The fields of the values where they are objects that all have the same ones, else null. */
function commonFields(values: readonly unknown[]): string[] | null {
  let names: string[] | null = null;
  for (const value of values) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    names ??= Object.keys(value);
    let count = 0;
    for (const name in value) {
      // As an object's own field it would be lost when set.
      if (name === '__proto__' || name !== names[count]) return null;
      if ((value as Record<string, unknown>)[name] === undefined) return null;
      count += 1;
    }
    if (count !== names.length) return null;
  }
  return names;
}

/** The column with each value written once, where half of them or more come again; else null. */
function repeated(values: readonly unknown[]): Column | null {
  const places = new Map<unknown, number>();
  const objectPlaces = new Map<string, number>();
  const of: unknown[] = [];
  const at: number[] = [];
  for (const value of values) {
    // Another object with the same content is the same value.
    const isObject = typeof value === 'object' && value !== null;
    const known: Map<unknown, number> = isObject ? objectPlaces : places;
    const key = isObject ? JSON.stringify(value) : value;
    let place = known.get(key);
    if (place === undefined) {
      place = of.length;
      if (place > values.length / 2) return null;
      known.set(key, place);
      of.push(value);
    }
    at.push(place);
  }
  return of.length === 1 ? { one: of[0] } : { of, at };
}

/** The rows again, in the order they came. Values that came again and again are one value in memory. */
export function rowsOf({ keys, fields }: Columns): Map<string, unknown> {
  const values = objects(fields, keys.length);
  return new Map(keys.map((key, at) => [key, values[at]]));
}

function objects(fields: Record<string, Column>, count: number): Record<string, unknown>[] {
  // Copies of an object that has all fields already are several times as fast to make as objects that grow.
  const empty: Record<string, unknown> = {};
  for (const name in fields) empty[name] = null;
  const made = Array.from({ length: count }, () => ({ ...empty }));
  for (const name in fields) {
    const values = valuesOf(fields[name] ?? [], count);
    for (let at = 0; at < count; at += 1) {
      const object = made[at];
      if (object !== undefined) object[name] = values[at];
    }
  }
  return made;
}

function valuesOf(column: Column, count: number): readonly unknown[] {
  if (Array.isArray(column)) return column;
  if ('one' in column) return new Array(count).fill(column.one);
  if ('of' in column) return column.at.map((place) => column.of[place]);
  if ('fields' in column) return objects(column.fields, count);
  const lengths = valuesOf(column.lengths, count) as readonly number[];
  const items = valuesOf(
    column.items,
    lengths.reduce((sum, length) => sum + length, 0),
  );
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return items.slice(from - length, from);
  });
}
