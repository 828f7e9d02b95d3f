import type { Pod } from '../kubernetes.ts';
import type { ContainerView } from './container-view.ts';

/** The pod's containers: init containers first, in the order of the spec. */
export function containerViews(_pod: Pod): ContainerView[] {
  return [];
}
