import type { ContainerView } from '#lib/domain/pod/container-view.ts';
import { isRouting } from '#lib/domain/workload/is-routing.ts';

/** More containers than this are not asked, one after the other, whether they have a program. */
const maxCandidates = 4;

/**
 * The running containers in which a command may be tried, the best first. FRRouting's commands go to the container
 * that runs it. All containers of a pod share one network namespace, so `ip` says the same in any of them.
 */
export function containerCandidates(
  containers: readonly ContainerView[],
  program: 'ip' | 'vtysh',
): { name: string; routing: boolean }[] {
  const running = containers
    .filter(({ state }) => state === 'Running')
    .map(({ name, image, init }) => ({
      name,
      init,
      routing: isRouting({ containers: [{ name, image }] }),
    }));
  const rank = ({ init, routing }: (typeof running)[number]): number =>
    (program === 'vtysh' && !routing ? 2 : 0) + (init ? 1 : 0);
  return running
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, maxCandidates)
    .map(({ name, routing }) => ({ name, routing }));
}
