import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that mostly wait, by how long: the one that would be left alone at the end comes first. */
const longest = [
  'networks.test.ts',
  'rights-matrix.cluster.test.ts',
  'upgrade-stops.cluster.test.ts',
  'config-rollout.cluster.test.ts',
  'upgrade.cluster.test.ts',
  'config-page.cluster.test.ts',
  'refusals.cluster.test.ts',
  'unanswered.cluster.test.ts',
  'lifecycle.cluster.test.ts',
  'chain-upgrade.cluster.test.ts',
  'start-lifecycle.test.ts',
  'chain-upgrade-killed.test.ts',
];
const rank = ({ moduleId }: TestSpecification): number => {
  const at = longest.indexOf(basename(moduleId));
  return at < 0 ? longest.length : at;
};
const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;

/** As Vitest orders files, but those that are known to be long come first; on a new machine it knows of none. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => group(a) - group(b) || rank(a) - rank(b));
  }
}
