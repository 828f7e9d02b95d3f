import { fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';
import { record, text } from './trim/wire.ts';

/**
 * Asks the API server whether the connection's user has a right. Fault `forbidden` with the right where not.
 * Source: authorization.k8s.io/v1 SelfSubjectAccessReview, as `kubectl auth can-i` asks.
 */
export async function reviewAccess(
  connection: Connection,
  right: Right,
): Promise<Result<true, RequestFault>> {
  const answer = await requestJson(connection, '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    method: 'POST',
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: right },
    }),
  });
  if (!answer.ok) return answer;
  const status = record(record(answer.value).status);
  if (status.allowed === true) return ok(true);
  const resource = `${right.resource}${right.subresource ? `/${right.subresource}` : ''}`;
  const place = right.namespace ? ` in namespace ${right.namespace}` : '';
  const why = text(status.reason);
  return fail(
    'forbidden',
    `You may not ${right.verb} ${resource}${right.group ? `.${right.group}` : ''}${place}.${why ? ` ${why}` : ''}`,
    { right },
  );
}
