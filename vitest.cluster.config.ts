import { defineConfig } from 'vitest/config';

/** What stops the API server, or would take a machine that is busy for one that is gone: one file at a time, at the end. */
const alone = [
  'e2e/cluster/faults*.cluster.test.ts',
  'e2e/cluster/oidc.cluster.test.ts',
  'e2e/cluster/unanswered.cluster.test.ts',
];

/**
 * The suites that need a cluster: the contract of Kubernetes' HTTP API (`contract`, also against the lab with
 * `CONTRACT_TARGET=lab`), then the console on a real one (`cluster`, then `alone`).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'contract',
          include: ['e2e/contract/**/*.test.ts'],
          globalSetup: ['e2e/contract/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['e2e/cluster/**/*.cluster.test.ts'],
          exclude: alone,
          globalSetup: ['e2e/contract/global-setup.ts', 'e2e/cluster/global-build.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          // Each file has namespaces and addresses of its own, and mostly waits for pods.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'alone',
          include: alone,
          globalSetup: ['e2e/contract/global-setup.ts', 'e2e/cluster/global-build.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
