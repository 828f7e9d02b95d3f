import { defineConfig } from 'vitest/config';
import { LongestFirst } from './e2e/longest-first.ts';

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'app/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Many of them wait for pods and clocks of the lab, not for the processor.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
  },
});
