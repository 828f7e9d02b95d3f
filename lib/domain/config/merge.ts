import { regionsOf } from './changes.ts';

/** One place where both sides changed the same lines, or touched. Lines count from 1, in the merged text with its markers. */
export interface MergeConflict {
  line: number;
  lines: number;
  base: string[];
  yours: string[];
  theirs: string[];
}

export interface Merge {
  clean: boolean;
  /** With markers around conflicts; null where one side deleted what the other changed. */
  text: string | null;
  conflicts: MergeConflict[];
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/**
 * A three-way merge by lines, as `git merge-file --diff3` does. What only one side changed is taken; where both changed the same
 * lines differently, both stay, between markers. Null is a key that is not there.
 */
export function threeWayMerge(base: string | null, yours: string | null, theirs: string | null): Merge {
  if (yours === theirs) return { clean: true, text: yours, conflicts: [] };
  if (base === yours) return { clean: true, text: theirs, conflicts: [] };
  if (base === theirs) return { clean: true, text: yours, conflicts: [] };
  if (yours === null || theirs === null)
    return {
      clean: false,
      text: null,
      conflicts: [
        {
          line: 1,
          lines: 0,
          base: linesOf(base ?? ''),
          yours: linesOf(yours ?? ''),
          theirs: linesOf(theirs ?? ''),
        },
      ],
    };
  const merged: string[] = [];
  const conflicts: MergeConflict[] = [];
  const take = (lines: readonly string[]) => {
    for (const line of lines) merged.push(line);
  };
  for (const { changed, ...region } of regionsOf(linesOf(base ?? ''), linesOf(yours), linesOf(theirs))) {
    if (!changed.theirs || same(region.yours, region.theirs)) take(region.yours);
    else if (!changed.yours) take(region.theirs);
    else {
      const written = marked(region.yours, region.base, region.theirs);
      // A last line without line end would swallow the marker.
      const last = merged.at(-1);
      if (last !== undefined && !last.endsWith('\n')) merged[merged.length - 1] = `${last}\n`;
      conflicts.push({
        line: merged.length + 1,
        lines: written.length,
        base: region.base.map(bare),
        yours: region.yours.map(bare),
        theirs: region.theirs.map(bare),
      });
      take(written);
    }
  }
  return { clean: conflicts.length === 0, text: joined(merged), conflicts };
}

const bare = (line: string): string => (line.endsWith('\n') ? line.slice(0, -1) : line);
const ended = (line: string): string => (line.endsWith('\n') ? line : `${line}\n`);
const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, at) => line === b[at]);

function marked(yours: readonly string[], base: readonly string[], theirs: readonly string[]): string[] {
  return [
    '<<<<<<< yours\n',
    ...yours.map(ended),
    '||||||| base\n',
    ...base.map(ended),
    '=======\n',
    ...theirs.map(ended),
    '>>>>>>> theirs\n',
  ];
}

/** A line without end in the middle, where one side ended the text there and the other went on, gets one. */
const joined = (lines: readonly string[]): string =>
  lines.map((line, at) => (at < lines.length - 1 ? ended(line) : line)).join('');
