import { array, isRecord, record } from '../object.ts';
import { listRule } from './merge-keys.ts';

/**
 * The fields of an object as managedFields names them: `f:spec`, `k:{"name":"frr"}`, `v:"x"`, and `.` for a list item
 * itself. A path is its elements joined by a NUL; the value is the field's, or undefined for an item.
 */
export type FieldValues = Map<string, unknown>;

const separator = '\u0000';

// Set by the server, or the object's identity: nobody's to manage.
const unmanaged = new Set([
  'f:apiVersion',
  'f:kind',
  ...[
    'name',
    'namespace',
    'generateName',
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'managedFields',
    'selfLink',
  ].map((field) => `f:metadata${separator}f:${field}`),
]);

/** Every managed leaf of an object with its value. */
export function fieldValues(kind: string, object: unknown): FieldValues {
  const values: FieldValues = new Map();
  collect(kind, object, [], [], values);
  return values;
}

function collect(kind: string, value: unknown, names: string[], elements: string[], into: FieldValues): void {
  const path = elements.join(separator);
  if (unmanaged.has(path)) return;
  if (isRecord(value) && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) collect(kind, inner, [...names, key], [...elements, `f:${key}`], into);
    }
    return;
  }
  const rule = Array.isArray(value) ? listRule(kind, names) : undefined;
  if (rule === undefined || !Array.isArray(value)) {
    into.set(path, value);
    return;
  }
  for (const item of value) {
    if (rule.by === 'value') into.set([...elements, `v:${JSON.stringify(item)}`].join(separator), undefined);
    else {
      const itemElements = [...elements, itemElement(rule.keys, item)];
      into.set([...itemElements, '.'].join(separator), undefined);
      for (const [key, inner] of Object.entries(record(item))) {
        collect(kind, inner, [...names, key], [...itemElements, `f:${key}`], into);
      }
    }
  }
}

function itemElement(keys: readonly string[], item: unknown): string {
  const known = keys.flatMap((key) =>
    keyValue(item, key) === undefined ? [] : [[key, keyValue(item, key)]],
  );
  return `k:${JSON.stringify(Object.fromEntries(known))}`;
}

/** metadata.managedFields' own form of a set of paths. */
export function toFieldsV1(paths: Iterable<string>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const path of paths) {
    let node = root;
    for (const element of path.split(separator)) {
      const next = isRecord(node[element]) ? node[element] : {};
      node[element] = next;
      node = next;
    }
  }
  return root;
}

export function fromFieldsV1(fields: unknown): Set<string> {
  const paths = new Set<string>();
  const walk = (node: Record<string, unknown>, elements: string[]) => {
    const entries = Object.entries(node);
    if (entries.length === 0 && elements.length > 0) paths.add(elements.join(separator));
    for (const [element, inner] of entries) walk(record(inner), [...elements, element]);
  };
  walk(record(fields), []);
  return paths;
}

/** `.spec.template.spec.containers[name="frr"].image`, as a conflict names a field. */
export function describePath(path: string): string {
  return path
    .split(separator)
    .map((element) => {
      const content = element.slice(2);
      if (element.startsWith('f:')) return `.${content}`;
      if (element.startsWith('v:')) return `[=${content}]`;
      if (!element.startsWith('k:')) return '';
      const pairs = Object.entries(record(JSON.parse(content)));
      return `[${pairs.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
}

/** Removes the field or item at a path from an object that may be changed. */
export function removePath(object: Record<string, unknown>, path: string): void {
  const elements = path.split(separator);
  const isItem = elements.at(-1) === '.';
  const last = isItem ? elements.at(-2) : elements.at(-1);
  let node: unknown = object;
  for (const element of elements.slice(0, isItem ? -2 : -1)) node = step(node, element);
  if (last === undefined) return;
  if (last.startsWith('f:') && isRecord(node)) delete node[last.slice(2)];
  else if (Array.isArray(node)) {
    const index = node.findIndex((item) => isAt(item, last));
    if (index >= 0) node.splice(index, 1);
  }
}

function step(node: unknown, element: string): unknown {
  if (element.startsWith('f:')) return record(node)[element.slice(2)];
  return array(node).find((item) => isAt(item, element));
}

function isAt(item: unknown, element: string): boolean {
  if (element.startsWith('v:')) return JSON.stringify(item) === element.slice(2);
  const keys = Object.entries(record(JSON.parse(element.slice(2))));
  return keys.every(([key, value]) => keyValue(item, key) === value);
}

/** The value of a list item's key. A port without a protocol is a TCP port. */
export function keyValue(item: unknown, key: string): unknown {
  return record(item)[key] ?? (key === 'protocol' ? 'TCP' : undefined);
}
