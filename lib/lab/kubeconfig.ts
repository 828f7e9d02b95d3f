import { stringify } from 'yaml';

/** The lab's users: name, token and groups. admin may do everything; stranger is in no group. */
export const labUsers = [
  { name: 'admin', token: 'lab-admin', groups: ['system:masters'] },
  { name: 'operator', token: 'lab-operator', groups: ['cnf:operator'] },
  { name: 'viewer', token: 'lab-viewer', groups: ['cnf:viewer'] },
  { name: 'stranger', token: 'lab-stranger', groups: [] },
] as const;

/** A kubeconfig with a context for each user; the first is current. */
export function labKubeconfig(server: string, certificate: string | undefined): string {
  const authority =
    certificate === undefined
      ? {}
      : { 'certificate-authority-data': Buffer.from(certificate).toString('base64') };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'lab', cluster: { server, ...authority } }],
    users: labUsers.map(({ name, token }) => ({ name, user: { token } })),
    contexts: labUsers.map(({ name }) => ({ name, context: { cluster: 'lab', user: name } })),
    'current-context': labUsers[0].name,
  });
}
