import { defineConfig } from 'vitest/config';
import { LongestFirst } from './e2e/longest-first.ts';

/**
 * What stops the API server, takes Multus' definition away, or would take a machine that is busy for one that is gone: one file at
 * a time, at the end.
 */
const alone = [
  'e2e/cluster/faults*.cluster.test.ts',
  'e2e/cluster/oidc.cluster.test.ts',
  'e2e/cluster/rights.cluster.test.ts',
];

/** What takes longer stands still; how fast a machine is says nothing. */
const limits = { testTimeout: 900_000, hookTimeout: 900_000 };

// Runs go as they do in production: each look at a run is several commands in each of its pods.
const env = { PASS_MS: '1000' };

/**
 * The suites that need a cluster: the contract of Kubernetes' HTTP API (`contract`, also against the lab with
 * `CONTRACT_TARGET=lab`), then the console on a real one (`cluster`), and then what needs it for itself (`alone`).
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'contract',
          include: ['e2e/contract/**/*.test.ts'],
          globalSetup: ['e2e/contract/global-setup.ts'],
          ...limits,
          maxWorkers: 4,
          // Before the others: of many pods at once the kubelet tells its Events late (`eventRecordQPS`).
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['e2e/cluster/**/*.cluster.test.ts'],
          exclude: alone,
          globalSetup: ['e2e/contract/global-setup.ts', 'e2e/cluster/global-build.ts'],
          ...limits,
          env,
          // Each file has namespaces and addresses of its own, and mostly waits for pods.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'alone',
          include: alone,
          globalSetup: ['e2e/contract/global-setup.ts', 'e2e/cluster/global-build.ts'],
          ...limits,
          env,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
