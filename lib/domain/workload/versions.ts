import type { Pod } from '../kubernetes.ts';
import type { FunctionVersion } from './function-view.ts';

/** The versions that a function's pods run. */
export function functionVersions(_pods: readonly Pod[], _mainContainer: string): FunctionVersion[] {
  return [];
}
