import type { ObjectMeta } from '../kubernetes.ts';
import type { ManagedBy } from './function-view.ts';

/** Who manages an object, and would put it back after an edit by hand. */
export function managedBy(_metadata: ObjectMeta): ManagedBy | null {
  return null;
}
