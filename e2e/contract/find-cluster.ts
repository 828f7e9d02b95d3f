import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Starts a throw-away cluster where the checkout has one beside it; it prints its kubeconfigs. */
const clusterStarter = resolve(import.meta.dirname, '../../../shared/cluster/up');

/** KUBECONFIG, else the kubeconfig of a cluster that can be started here; empty where there is neither. */
export function findCluster(): string {
  const given = process.env.KUBECONFIG ?? '';
  if (given !== '') return given;
  if (!existsSync(clusterStarter)) return '';
  const files = execFileSync(clusterStarter, { stdio: ['ignore', 'pipe', 'inherit'] })
    .toString()
    .split('\n');
  return files.find((file) => file.endsWith('-admin')) ?? '';
}
