import type { RecordedAction } from '#lib/contracts/acting.ts';
import type { Health } from '#lib/domain/health.ts';
import { chainPath, functionKeyPath, podPath } from '../function/paths.ts';
import { functionOf } from './time-line.ts';

/** The mark of what came of an action; `open` while nothing is known. */
export const actionHealth: Record<NonNullable<RecordedAction['outcome']>['state'] | 'open', Health> = {
  done: 'ok',
  refused: 'down',
  unknown: 'unknown',
  open: 'progressing',
};

/** Where the object of an action has a page of its own. */
export function actionPath(of: RecordedAction): string | null {
  const { namespace, object, parameters } = of;
  if (object.kind === 'Pod') return podPath({ namespace, name: object.name });
  if (typeof parameters.chain === 'string') return chainPath({ namespace, name: parameters.chain });
  const key = functionOf(of);
  return key === null ? null : functionKeyPath(key);
}
