import { structuredPatch } from 'diff';
import { comparedEdits } from './changes.ts';

export interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: { kind: 'same' | 'delete' | 'add'; text: string }[];
}

export interface TextDiff {
  added: number;
  deleted: number;
  hunks: Hunk[];
  /** They have too little in common to be compared line by line. */
  truncated: boolean;
}

const kinds = { ' ': 'same', '-': 'delete', '+': 'add' } as const;

/** The difference of two texts by lines, with three lines around each; of texts that have too little in common, none. */
export function textDiff(before: string, after: string): TextDiff {
  const options = { context: 3, maxEditLength: comparedEdits };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  if (patch === undefined) return { added: 0, deleted: 0, hunks: [], truncated: true };
  const hunks = patch.hunks.map(({ lines, ...where }) => ({
    ...where,
    lines: lines.flatMap((line) => {
      const kind = kinds[line.charAt(0) as keyof typeof kinds];
      // `\ No newline at end of file`
      return kind === undefined ? [] : [{ kind, text: line.slice(1) }];
    }),
  }));
  const all = hunks.flatMap(({ lines }) => lines);
  const count = (kind: 'add' | 'delete') => all.filter((line) => line.kind === kind).length;
  return { added: count('add'), deleted: count('delete'), hunks, truncated: false };
}
