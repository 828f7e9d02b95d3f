import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { eventually } from '#e2e/contract/eventually.ts';
import { readKubeconfig } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig } from '#e2e/contract/target.ts';
import { kubectlJson } from './kubectl.ts';

/** A kubeconfig for a service account whose token the control plane made by itself (before 1.24). */
export async function kubeconfigOf(namespace: string, account: string): Promise<string> {
  const token = await eventually(`the token of ${account}`, async () => {
    const { secrets = [] } = await kubectlJson<{ secrets?: { name: string }[] }>(
      'get',
      'serviceaccount',
      account,
      '-n',
      namespace,
    );
    const name = secrets[0]?.name;
    if (name === undefined) return undefined;
    const secret = await kubectlJson<{ data: { token: string } }>('get', 'secret', name, '-n', namespace);
    return Buffer.from(secret.data.token, 'base64').toString();
  });
  const { server, ca } = readKubeconfig(kubeconfig);
  const file = join(mkdtempSync(join(tmpdir(), 'cnf-console-')), 'kubeconfig');
  const authority =
    ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server, ...authority } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace } }],
    'current-context': 'x',
  };
  writeFileSync(file, stringify(document), { mode: 0o600 });
  return file;
}
