import type { FunctionRow } from './function-view.ts';

type Sessions = NonNullable<FunctionRow['sessions']>;

/** Fewer are up than there should be, or how many that is cannot be told. */
export const lacksSessions = ({ established, configured, incomplete }: Sessions): boolean =>
  incomplete === true || established < configured;

/** How many there should be, as people read it. */
export const wantedSessions = ({ configured, incomplete }: Sessions): string =>
  incomplete ? '?' : String(configured);
