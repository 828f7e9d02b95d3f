import type { FunctionRow } from '#lib/domain/workload/function-view.ts';

/** What a function is called where it stands: two of the same kind by their own names. */
export const nameIn = (members: readonly FunctionRow[], one: FunctionRow): string =>
  members.some((other) => other !== one && other.component === one.component) ? one.name : one.component;

/** `v2.21 + v2.22`; a dash where no pod runs. */
export const versionsOf = (one: FunctionRow): string =>
  one.versions.map(({ version }) => version).join(' + ') || '–';
