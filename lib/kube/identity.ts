import type { Connection } from './connection.ts';
import { requestJson } from './request.ts';
import { record, strings, text } from './trim/wire.ts';

export interface Identity {
  user: string;
  groups: string[];
}

/**
 * Who the API server takes the console for; where it cannot say (before 1.28), the kubeconfig's name of the user.
 * Source: authentication.k8s.io/v1 SelfSubjectReview, https://kubernetes.io/docs/reference/access-authn-authz/authentication/
 */
export async function whoAmI(connection: Connection): Promise<Identity> {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const answer = await requestJson(connection, '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    method: 'POST',
    body: JSON.stringify(review),
  });
  const { username, groups } = record(record(record(answer.ok ? answer.value : null).status).userInfo);
  const named = connection.config().getCurrentUser()?.name ?? connection.info.name;
  return { user: text(username) || named, groups: strings(groups) ?? [] };
}
