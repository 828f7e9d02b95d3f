import type { ActionRequest } from './action.ts';
import type { ActionIntent } from './record.ts';

/**
 * What takes back an action that is on record, as `undoOf` does for one that was just done; null where nothing does. Anybody may
 * write records: it is a wish like any other, of which the preview says what it would do.
 */
export function undoOfRecord({
  action,
  parameters,
}: Pick<ActionIntent, 'action' | 'parameters'>): ActionRequest | null {
  const count = (name: string, least: number): number | null => {
    const value = parameters[name];
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 100_000
      ? value
      : null;
  };
  switch (action) {
    case 'scale': {
      const replicas = count('from', 0);
      return replicas === null || replicas === parameters.replicas ? null : { action, replicas };
    }
    case 'rollback': {
      const toRevision = count('fromRevision', 1);
      return toRevision === null ? null : { action, toRevision };
    }
    case 'setAutoscalerBounds': {
      const [min, max] = [count('fromMin', 1), count('fromMax', 1)];
      return min === null || max === null || min > max ? null : { action, min, max };
    }
    case 'pause':
      return { action: 'resume' };
    case 'resume':
      return { action: 'pause' };
    default:
      return null;
  }
}
