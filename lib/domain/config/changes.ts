import { diffArrays } from 'diff';

/** Lines of a text that another text has in another form. */
export interface Change {
  /** Of the first text, counted from 0: from here, up to and without `to`. Equal where lines are only put in. */
  from: number;
  to: number;
  /** What stands in the other text instead. */
  lines: string[];
}

/**
 * Lines taken away and put in, up to which two texts are compared line by line. The work grows with its square: at this many it is
 * about a second, whatever the texts are.
 */
export const comparedEdits = 4_000;

/** What makes one text of the other, in order; of texts that have too little in common, all between the ends they share. */
export function changesOf(before: readonly string[], after: readonly string[]): Change[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const to = before.length - tail;
  const lines = after.slice(head, after.length - tail);
  const parts = diffArrays(before.slice(head, to), lines, { maxEditLength: comparedEdits });
  if (parts === undefined) return [{ from: head, to, lines }];
  const found: Change[] = [];
  let at = head;
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      at += value.length;
      continue;
    }
    const last = found.at(-1);
    const change = last?.to === at ? last : { from: at, to: at, lines: [] };
    if (change !== last) found.push(change);
    if (added) change.lines = change.lines.concat(value);
    else {
      at += value.length;
      change.to = at;
    }
  }
  return found;
}

/** Where two texts that were made of one both stay as it was, or differ from it. */
export interface Region {
  base: string[];
  yours: string[];
  theirs: string[];
  /** Which of them changed something here. */
  changed: { yours: boolean; theirs: boolean };
}

/** A text and two that were made of it, side by side. Changes that touch are in one region: together they may mean something. */
export function regionsOf(
  base: readonly string[],
  yours: readonly string[],
  theirs: readonly string[],
): Region[] {
  const mine = changesOf(base, yours);
  const others = changesOf(base, theirs);
  const regions: Region[] = [];
  let at = 0;
  while (mine.length > 0 || others.length > 0) {
    const from = Math.min(mine[0]?.from ?? base.length, others[0]?.from ?? base.length);
    if (from > at) regions.push(same(base.slice(at, from)));
    let to = from;
    const taken: { yours: Change[]; theirs: Change[] } = { yours: [], theirs: [] };
    for (;;) {
      const [side, queue] =
        (mine[0]?.from ?? Infinity) <= (others[0]?.from ?? Infinity)
          ? (['yours', mine] as const)
          : (['theirs', others] as const);
      const [next] = queue;
      if (next === undefined || next.from > to) break;
      taken[side].push(next);
      queue.shift();
      to = Math.max(to, next.to);
    }
    regions.push({
      base: base.slice(from, to),
      yours: applied(base, taken.yours, from, to),
      theirs: applied(base, taken.theirs, from, to),
      changed: { yours: taken.yours.length > 0, theirs: taken.theirs.length > 0 },
    });
    at = to;
  }
  if (at < base.length) regions.push(same(base.slice(at)));
  return regions;
}

const same = (lines: string[]): Region => ({
  base: lines,
  yours: lines,
  theirs: lines,
  changed: { yours: false, theirs: false },
});

/** The lines from one number up to another, as the changes leave them. */
function applied(base: readonly string[], changes: readonly Change[], from: number, to: number): string[] {
  const parts: string[][] = [];
  let at = from;
  for (const change of changes) {
    parts.push(base.slice(at, change.from), change.lines);
    at = change.to;
  }
  return [...parts, base.slice(at, to)].flat();
}
