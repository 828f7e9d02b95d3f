import { ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import type { Identity } from './identity.ts';
import { type RequestFault, requestJson } from './request.ts';
import { record } from './trim/wire.ts';

/**
 * Whether somebody else has a right, asked by a connection that may create SubjectAccessReviews; fault `forbidden` where it
 * may not. Source: authorization.k8s.io/v1 SubjectAccessReview.
 */
export async function reviewAccessOf(
  connection: Connection,
  { user, groups }: Identity,
  right: Right,
): Promise<Result<boolean, RequestFault>> {
  const answer = await requestJson(connection, '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    method: 'POST',
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      // Whoever signs in is in this group; a provider's own list of groups does not tell.
      spec: { user, groups: [...new Set([...groups, 'system:authenticated'])], resourceAttributes: right },
    }),
  });
  return answer.ok ? ok(record(record(answer.value).status).allowed === true) : answer;
}
