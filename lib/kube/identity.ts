import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { codeOf, type RequestFault, requestJson } from './request.ts';
import { record, strings, text } from './trim/wire.ts';

export interface Identity {
  user: string;
  groups: string[];
}

/**
 * Who the API server takes the console for; where it cannot say (before 1.28), the kubeconfig's name of the user.
 */
export async function whoAmI(connection: Connection): Promise<Identity> {
  const review = await reviewSelf(connection);
  const named = connection.config().getCurrentUser()?.name ?? connection.info.name;
  return (review.ok && review.value) || { user: named, groups: [] };
}

/**
 * Who the API server takes a connection for; null where it does not say, as before 1.28. Fault `unauthenticated` where it
 * does not know the credential.
 * Source: authentication.k8s.io/v1 SelfSubjectReview, https://kubernetes.io/docs/reference/access-authn-authz/authentication/
 */
export async function reviewSelf(connection: Connection): Promise<Result<Identity | null, RequestFault>> {
  const answer = await post(connection, 'authentication.k8s.io', 'SelfSubjectReview', {});
  if (!answer.ok) return isUnanswered(answer.fault) ? ok(null) : answer;
  return ok(identityIn(record(record(answer.value).status).userInfo));
}

/**
 * Whose a token is, asked by a connection that may create TokenReviews; null where it may not. Fault `unauthenticated`
 * where the API server does not know the token.
 * Source: authentication.k8s.io/v1 TokenReview.
 */
export async function reviewToken(
  connection: Connection,
  token: string,
): Promise<Result<Identity | null, RequestFault>> {
  const answer = await post(connection, 'authentication.k8s.io', 'TokenReview', { spec: { token } });
  if (!answer.ok) {
    if (codeOf(answer.fault) === 401)
      return fail('unreachable', "The API server does not accept the console's own credential.");
    return isUnanswered(answer.fault) ? ok(null) : answer;
  }
  const status = record(record(answer.value).status);
  if (status.authenticated !== true) return fail('unauthenticated', 'Unauthorized');
  return ok(identityIn(status.user));
}

/** Whether the API server knows the connection's credential at all. Fault `unauthenticated` where not. */
export async function isKnown(connection: Connection): Promise<Result<true, RequestFault>> {
  // Every authenticated user may ask about himself (ClusterRole system:basic-user).
  const spec = { nonResourceAttributes: { verb: 'get', path: '/version' } };
  const answer = await post(connection, 'authorization.k8s.io', 'SelfSubjectAccessReview', { spec });
  return answer.ok || answer.fault.kind === 'forbidden' ? ok(true) : answer;
}

const post = (connection: Connection, group: string, kind: string, body: object) =>
  requestJson(connection, `/apis/${group}/v1/${kind.toLowerCase()}s`, {
    method: 'POST',
    body: JSON.stringify({ apiVersion: `${group}/v1`, kind, ...body }),
  });

/** Not served, or not allowed. */
function isUnanswered(fault: RequestFault): boolean {
  const code = codeOf(fault);
  return code === 403 || code === 404 || code === 405;
}

function identityIn(userInfo: unknown): Identity | null {
  const { username, groups } = record(userInfo);
  const user = text(username);
  return user ? { user, groups: strings(groups) ?? [] } : null;
}
