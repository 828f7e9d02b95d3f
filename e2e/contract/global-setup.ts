import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from './kube-api.ts';
import { startLabTarget } from './lab-target.ts';

/** Starts a throw-away cluster where the checkout has one beside it; it prints its kubeconfigs. */
const clusterStarter = resolve(import.meta.dirname, '../../../shared/cluster/up');

/**
 * Finds the cluster under test: the lab where CONTRACT_TARGET=lab asks for it, else KUBECONFIG, else a cluster
 * that can be started. With none of them every test is skipped, and this says why.
 */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.CONTRACT_TARGET === 'lab') {
    const lab = await startLabTarget();
    project.provide('kubeconfig', lab.kubeconfig);
    return lab.stop;
  }
  const kubeconfig = findCluster();
  project.provide('kubeconfig', kubeconfig);
  if (kubeconfig === '') {
    process.stderr.write(
      `${project.name}: no cluster (KUBECONFIG is not set, and none can be started here): every test is skipped.\n`,
    );
    return undefined;
  }
  const version = await connect(kubeconfig).get<{ gitVersion: string }>('/version');
  process.stderr.write(`${project.name}: Kubernetes ${version.body.gitVersion}\n`);
  return undefined;
}

function findCluster(): string {
  const given = process.env.KUBECONFIG ?? '';
  if (given !== '') return given;
  if (!existsSync(clusterStarter)) return '';
  const files = execFileSync(clusterStarter, { stdio: ['ignore', 'pipe', 'inherit'] })
    .toString()
    .split('\n');
  return files.find((file) => file.endsWith('-admin')) ?? '';
}
