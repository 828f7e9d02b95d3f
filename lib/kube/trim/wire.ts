/**
 * Reads fields of an object as it came over the wire. The API server checks most of it, a CRD's schema may check nothing:
 * what has another type than expected counts as absent.
 */
export type Wire = Readonly<Record<string, unknown>>;

const nothing: Wire = Object.freeze({});

export const record = (value: unknown): Wire =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Wire) : nothing;

export const isRecord = (value: unknown): boolean => record(value) !== nothing;

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

export const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

export const intOrString = (value: unknown): number | string | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The items as `read` makes them, or undefined where there are none, so that empty lists cost nothing. */
export function some<T>(value: unknown, read: (item: Wire) => T): T[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((item) => read(record(item)));
}

export function strings(value: unknown): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.filter((item) => typeof item === 'string');
}

/** Leaves out what is undefined: absent and undefined are then the same for comparison, and memory. */
export function lean<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  for (const key in value) if (value[key] === undefined) delete value[key];
  return value as T;
}
