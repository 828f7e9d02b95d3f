import type { IncomingMessage } from 'node:http';
import type { LabUser } from './hooks.ts';
import type { Lab } from './lab-context.ts';
import { authorize } from './rbac.ts';
import { StatusError, unauthorized } from './status-error.ts';
import type { Store } from './store.ts';

/** Static bearer tokens, as kube-apiserver's --token-auth-file. */
export type Users = ReadonlyMap<string, LabUser>;

const authenticatedGroup = 'system:authenticated';

/** The user of a request after impersonation. Throws 401, and 403 when he may not impersonate. */
export function authenticate(request: IncomingMessage, lab: Lab): LabUser {
  const token = bearerToken(request);
  if (token !== undefined && lab.faults.deniedTokens.has(token)) throw unauthorized();
  const user = token === undefined ? lab.anonymous : lab.users.get(token);
  if (user === undefined) throw unauthorized();
  return impersonated(request, lab.store, withAuthenticated(user));
}

/** From the Authorization header, or from the WebSocket subprotocol that browsers must use. */
function bearerToken(request: IncomingMessage): string | undefined {
  const header = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (header !== undefined) return header;
  const prefix = 'base64url.bearer.authorization.k8s.io.';
  const protocol = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((item) => item.trim())
    .find((item) => item.startsWith(prefix));
  return protocol === undefined
    ? undefined
    : Buffer.from(protocol.slice(prefix.length), 'base64url').toString();
}

export function withAuthenticated(user: LabUser): LabUser {
  if (user.groups.includes(authenticatedGroup)) return user;
  return { ...user, groups: [...user.groups, authenticatedGroup] };
}

function impersonated(request: IncomingMessage, store: Store, user: LabUser): LabUser {
  const name = single(request.headers['impersonate-user']);
  const groups = request.headersDistinct['impersonate-group'] ?? [];
  if (name === undefined) {
    if (groups.length === 0) return user;
    throw new StatusError(
      500,
      'InternalError',
      'Internal error occurred: requested impersonation without impersonating a user',
    );
  }
  const asServiceAccount = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name);
  if (asServiceAccount)
    requireImpersonation(store, user, 'serviceaccounts', asServiceAccount[2] ?? '', asServiceAccount[1]);
  else requireImpersonation(store, user, 'users', name);
  for (const group of groups) requireImpersonation(store, user, 'groups', group);
  const uid = single(request.headers['impersonate-uid']);
  const own = asServiceAccount
    ? ['system:serviceaccounts', `system:serviceaccounts:${asServiceAccount[1]}`]
    : [];
  return withAuthenticated({
    name,
    groups: groups.length > 0 ? groups : own,
    ...(uid === undefined ? {} : { uid }),
  });
}

function requireImpersonation(
  store: Store,
  user: LabUser,
  resource: string,
  name: string,
  namespace?: string,
): void {
  if (authorize(store, user, { verb: 'impersonate', group: '', resource, name, namespace }).allowed) return;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  throw new StatusError(
    403,
    'Forbidden',
    `${resource} "${name}" is forbidden: User "${user.name}" cannot impersonate resource "${resource}" in API group "" ${where}`,
    { name, kind: resource },
  );
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
