import type { EditConflict } from '#lib/contracts/config-acts.ts';

export type MergeKey = EditConflict['keys'][number];
export type MergeConflict = MergeKey['merge']['conflicts'][number];

/** How one conflict is decided; `own` is text written by hand. */
export type Choice = 'theirs' | 'yours' | 'both' | 'own';

export interface Decision {
  choice: Choice;
  /** For `own`; lines with their line feeds. */
  own: string;
}

/** The lines that stand in a conflict's place once it is decided. */
export function decided(conflict: MergeConflict, { choice, own }: Decision): string[] {
  switch (choice) {
    case 'theirs':
      return conflict.theirs;
    case 'yours':
      return conflict.yours;
    case 'both':
      return [...conflict.theirs, ...conflict.yours];
    case 'own':
      return own === '' ? [] : own.split('\n');
  }
}

/**
 * The merged text with every conflict decided, or null while one is open or where there is nothing to merge. Conflicts are
 * put in from the last to the first, so that the lines before keep their numbers.
 */
export function mergedText(key: MergeKey, decisions: readonly (Decision | undefined)[]): string | null {
  const { text, conflicts } = key.merge;
  if (text === null) return null;
  const lines = text.split('\n');
  for (const [index, conflict] of [...conflicts.entries()].reverse()) {
    const decision = decisions[index];
    if (!decision) return null;
    lines.splice(conflict.line - 1, conflict.lines, ...decided(conflict, decision));
  }
  return lines.join('\n');
}
