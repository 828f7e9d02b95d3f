import type { EventView } from '#lib/domain/event/event-view.ts';
import { functionKeyPath, podPath } from '../function/paths.ts';

/** Where an event's object has a page of its own. */
export function eventPath({ namespace, object, function: of }: EventView): string | null {
  if (object.kind === 'Pod' && namespace !== null) return podPath({ namespace, name: object.name });
  return of === null ? null : functionKeyPath(of);
}
