/** What a request asks for, as apiserver's RequestInfo. */
export interface ResourcePath {
  group: string;
  version: string;
  namespace: string | undefined;
  plural: string;
  name: string | undefined;
  subresource: string | undefined;
}

/**
 * Reads `/api/v1/…` and `/apis/GROUP/VERSION/…`; undefined for paths that name no resource (discovery and the like), and
 * for segments that cannot be decoded.
 */
export function parseResourcePath(pathname: string): ResourcePath | undefined {
  const segments = decodeSegments(pathname);
  if (segments === undefined) return undefined;
  const rest = segments[0] === 'api' ? segments.slice(1) : segments.slice(2);
  const group = segments[0] === 'api' ? '' : (segments[1] ?? '');
  if (segments[0] !== 'api' && segments[0] !== 'apis') return undefined;
  const [version, ...parts] = rest;
  if (version === undefined || parts.length === 0) return undefined;
  // /namespaces/NAME and its status are the namespace itself; anything longer is inside it.
  const inNamespace = parts[0] === 'namespaces' && parts.length > 2 && !isNamespaceSubresource(parts);
  const namespace = inNamespace ? parts[1] : undefined;
  const [plural, name, subresource, ...extra] = inNamespace ? parts.slice(2) : parts;
  if (plural === undefined || extra.length > 0) return undefined;
  return { group, version, namespace, plural, name, subresource };
}

function isNamespaceSubresource(parts: string[]): boolean {
  return parts.length === 3 && (parts[2] === 'status' || parts[2] === 'finalize');
}

function decodeSegments(pathname: string): string[] | undefined {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** The verb that RBAC knows for a method on a resource path. */
export function requestVerb(method: string, path: ResourcePath, watch: boolean): string {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (path.name !== undefined) return 'get';
      return watch ? 'watch' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return path.name === undefined ? 'deletecollection' : 'delete';
    default:
      return method.toLowerCase();
  }
}
