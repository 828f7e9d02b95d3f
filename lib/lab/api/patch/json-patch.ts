import { array, isRecord, record, sameJson } from '../object.ts';
import { badRequest, StatusError } from '../status-error.ts';

/** Applies an RFC 6902 patch to a copy. Throws 400 for a malformed patch, 422 for one that does not fit the document. */
export function applyJsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  const root = { document: structuredClone(document) };
  for (const operation of array(patch).map(record)) applyOperation(root, operation);
  return root.document;
}

interface Root {
  document: unknown;
}

function applyOperation(root: Root, operation: Record<string, unknown>): void {
  const path = pointer(operation.path);
  switch (operation.op) {
    case 'add':
      put(root, path, structuredClone(operation.value), true);
      return;
    case 'replace':
      get(root, path);
      put(root, path, structuredClone(operation.value), false);
      return;
    case 'remove':
      take(root, path);
      return;
    case 'copy':
      put(root, path, structuredClone(get(root, pointer(operation.from))), true);
      return;
    case 'move':
      put(root, path, take(root, pointer(operation.from)), true);
      return;
    case 'test': {
      const seen = find(root, path);
      if (!sameJson(seen.value ?? null, operation.value ?? null)) {
        throw unfit(`testing value ${String(operation.path)} failed`);
      }
      return;
    }
    default:
      throw badRequest(`Unexpected kind: ${String(operation.op)}`);
  }
}

function pointer(path: unknown): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) {
    throw badRequest(`error decoding patch: invalid path ${JSON.stringify(path)}`);
  }
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function unfit(message: string): StatusError {
  return new StatusError(
    422,
    'Invalid',
    `the server rejected our request due to an error in our request: ${message}`,
    { causes: [{ message }] },
  );
}

const absent = (path: string[]) => unfit(`no such path: /${path.join('/')}`);

function find(root: Root, path: string[]): { found: boolean; value?: unknown } {
  let value: unknown = root.document;
  for (const key of path) {
    if (Array.isArray(value) && isIndex(key, value.length - 1)) value = value[Number(key)];
    else if (isRecord(value) && Object.hasOwn(value, key)) value = value[key];
    else return { found: false };
  }
  return { found: true, value };
}

function get(root: Root, path: string[]): unknown {
  const { found, value } = find(root, path);
  if (!found) throw absent(path);
  return value;
}

function isIndex(key: string, maximum: number): boolean {
  return /^(0|[1-9]\d*)$/.test(key) && Number(key) <= maximum;
}

function put(root: Root, path: string[], value: unknown, insert: boolean): void {
  const key = path.at(-1);
  if (key === undefined) {
    root.document = value;
    return;
  }
  const parent = get(root, path.slice(0, -1));
  if (Array.isArray(parent)) {
    if (key === '-' && insert) parent.push(value);
    else if (isIndex(key, insert ? parent.length : parent.length - 1))
      parent.splice(Number(key), insert ? 0 : 1, value);
    else throw absent(path);
  } else if (isRecord(parent)) setOwn(parent, key, value);
  else throw absent(path);
}

/** `__proto__` is a key like any other in JSON. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function take(root: Root, path: string[]): unknown {
  const value = get(root, path);
  const key = path.at(-1);
  if (key === undefined) throw badRequest('error decoding patch: the document itself cannot be removed');
  const parent = get(root, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (isRecord(parent)) delete parent[key];
  return value;
}
