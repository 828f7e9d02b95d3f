import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { eventually } from '#e2e/contract/eventually.ts';
import type { KubeApi } from '#e2e/contract/kube-api.ts';

export interface Reader {
  /** As the audit log names it. */
  user: string;
  kubeconfig: string;
  remove(): Promise<void>;
}

const rbac = '/apis/rbac.authorization.k8s.io/v1';

/** A user of its own for the console, so that the audit log tells its watches from everybody else's. */
export async function makeReader(api: KubeApi, namespace: string): Promise<Reader> {
  const name = `${namespace}-console`;
  const account = { kind: 'ServiceAccount', name: 'console', namespace };
  const rules = [
    { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
  ];
  const core = `/api/v1/namespaces/${namespace}`;
  await api.create(`${core}/serviceaccounts`, { metadata: { name: 'console' } });
  await api.create(`${rbac}/clusterroles`, { metadata: { name }, rules });
  await api.create(`${rbac}/clusterrolebindings`, {
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [account],
  });
  await api.create(`${core}/secrets`, {
    metadata: { name: 'console', annotations: { 'kubernetes.io/service-account.name': 'console' } },
    type: 'kubernetes.io/service-account-token',
  });
  const token = await eventually('the token', async () => {
    const encoded = (await api.get(`${core}/secrets/console`)).body.data?.token;
    return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
  });
  const { server, ca } = api.credentials;
  const authority =
    ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'cnf-console-bench-')), 'kubeconfig');
  writeFileSync(
    kubeconfig,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'bench', cluster: { server, ...authority } }],
      users: [{ name: 'console', user: { token } }],
      contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'console' } }],
      'current-context': 'bench',
    }),
  );
  chmodSync(kubeconfig, 0o600);
  return {
    user: `system:serviceaccount:${namespace}:console`,
    kubeconfig,
    async remove() {
      await api.delete(`${rbac}/clusterrolebindings/${name}`);
      await api.delete(`${rbac}/clusterroles/${name}`);
    },
  };
}
