import type { TestProject } from 'vitest/node';
import { findCluster } from './find-cluster.ts';
import { connect } from './kube-api.ts';
import { startLabTarget } from './lab-target.ts';

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
