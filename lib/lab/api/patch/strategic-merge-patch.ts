import { array, isRecord, record, sameJson } from '../object.ts';
import { badRequest } from '../status-error.ts';
import { type ListRule, listRule } from './merge-keys.ts';

type Fields = Record<string, unknown>;

/**
 * Applies a strategic merge patch to a copy (apimachinery/pkg/util/strategicpatch): lists merge by their keys, and the
 * directives $patch, $retainKeys, $deleteFromPrimitiveList and $setElementOrder are obeyed. Throws 400 for a patch that
 * cannot be one.
 */
export function applyStrategicMergePatch(kind: string, document: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) throw badRequest('error decoding patch: a strategic merge patch is a JSON object');
  return mergeFields(kind, record(structuredClone(document)), patch, []);
}

function mergeFields(kind: string, current: Fields, patch: Fields, path: string[]): Fields {
  if (patch.$patch === 'replace') return plain(patch);
  if (patch.$patch === 'delete') return {};
  if (patch.$patch !== undefined && patch.$patch !== 'merge')
    throw badRequest(`unknown patch type ${String(patch.$patch)}`);
  const result: Fields = { ...current };
  if (Array.isArray(patch.$retainKeys)) {
    for (const key of Object.keys(result)) if (!patch.$retainKeys.includes(key)) delete result[key];
  }
  for (const [key, value] of Object.entries(patch)) {
    const gone = directive(key, '$deleteFromPrimitiveList/');
    if (gone !== undefined && Array.isArray(result[gone])) {
      result[gone] = array(result[gone]).filter((item) => !array(value).includes(item));
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) delete result[key];
    else result[key] = mergeValue(kind, result[key], value, [...path, key]);
  }
  for (const [key, order] of Object.entries(patch)) {
    const list = directive(key, '$setElementOrder/');
    if (list !== undefined && Array.isArray(result[list])) {
      const rule = listRule(kind, [...path, list]);
      result[list] = reorder(rule, array(result[list]), array(order), array(current[list]));
    }
  }
  return result;
}

function directive(key: string, prefix: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

function mergeValue(kind: string, current: unknown, patch: unknown, path: string[]): unknown {
  if (isRecord(patch)) return mergeFields(kind, record(current), patch, path);
  if (!Array.isArray(patch)) return patch;
  const rule = listRule(kind, path);
  if (rule === undefined) return structuredClone(patch);
  if (rule.by === 'value') {
    const kept = array(current);
    return [...kept, ...patch.filter((item, index) => !kept.includes(item) && patch.indexOf(item) === index)];
  }
  return mergeItems(kind, rule.keys[0] ?? 'name', array(current), patch, path);
}

function mergeItems(
  kind: string,
  key: string,
  current: unknown[],
  patch: unknown[],
  path: string[],
): unknown[] {
  const isReplace = (item: unknown) => isRecord(item) && item.$patch === 'replace' && item[key] === undefined;
  const start = patch.some(isReplace) ? [] : [...current];
  const result: unknown[] = start;
  for (const item of patch) {
    if (isReplace(item)) continue;
    const fields = record(item);
    if (fields[key] === undefined) {
      throw badRequest(`map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`);
    }
    const index = result.findIndex((known) => sameJson(record(known)[key], fields[key]));
    if (fields.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index < 0) result.push(mergeFields(kind, {}, fields, path));
    else result[index] = mergeFields(kind, record(result[index]), fields, path);
  }
  return result;
}

/** Puts items in the order asked for; items that the patch does not know keep their place relative to the old list. */
function reorder(
  rule: ListRule | undefined,
  items: unknown[],
  order: unknown[],
  before: unknown[],
): unknown[] {
  if (rule === undefined) return items;
  const identity = (item: unknown) => (rule.by === 'value' ? item : record(item)[rule.keys[0] ?? 'name']);
  const wanted = order.map(identity);
  const old = before.map(identity);
  const known = items
    .filter((item) => wanted.includes(identity(item)))
    .sort((left, right) => wanted.indexOf(identity(left)) - wanted.indexOf(identity(right)));
  const others = items.filter((item) => !wanted.includes(identity(item)));
  const result: unknown[] = [];
  for (const item of known) {
    const place = old.indexOf(identity(item));
    while (others.length > 0 && place >= 0 && old.indexOf(identity(others[0])) < place)
      result.push(others.shift());
    result.push(item);
  }
  return [...result, ...others];
}

/** A replacement's own content: without directives, and without its nulls. */
function plain(value: unknown): Fields {
  const clean = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(clean);
    if (!isRecord(item)) return item;
    return Object.fromEntries(
      Object.entries(item).flatMap(([key, inner]) =>
        key.startsWith('$') || inner === null ? [] : [[key, clean(inner)]],
      ),
    );
  };
  return record(clean(value));
}
