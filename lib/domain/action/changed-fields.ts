/** One field of an object that differs between two readings; null where it is not there. */
export interface ChangedField {
  /** As `template.spec.containers[waf].image`. */
  path: string;
  before: string | null;
  after: string | null;
}

/**
 * What is different between two readings of an object, in the order of the fields' names. Items of a list are told apart by
 * their `name` where all have one, else by their place. What came or went as a whole is one entry, in JSON.
 */
export function changedFields(before: unknown, after: unknown, path = ''): ChangedField[] {
  if (isSame(before, after)) return [];
  const [old, now] = [partsOf(before), partsOf(after)];
  if (old === null || now === null || old.list !== now.list)
    return [{ path: path || '.', before: textOf(before), after: textOf(after) }];
  const names = [...new Set([...old.parts.keys(), ...now.parts.keys()])];
  return (old.list ? names : names.sort()).flatMap((name) => {
    const inner = old.list ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
    return changedFields(old.parts.get(name), now.parts.get(name), inner);
  });
}

interface Parts {
  list: boolean;
  parts: Map<string, unknown>;
}

/** Null for what has no parts. */
function partsOf(value: unknown): Parts | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return { list: false, parts: new Map(Object.entries(value)) };
  const names = value.map(nameOf);
  const named = names.every((name) => name !== null) && new Set(names).size === names.length;
  return {
    list: true,
    parts: new Map(value.map((item: unknown, index) => [named ? (names[index] ?? '') : `${index}`, item])),
  };
}

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('name' in item)) return null;
  return typeof item.name === 'string' ? item.name : null;
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

const textOf = (value: unknown): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
