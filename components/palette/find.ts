import { compare } from '#lib/domain/compare.ts';

/** Something that the palette can open or do. */
export interface Found {
  key: string;
  /** What is looked for and shown. */
  name: string;
  /** Where it is: a namespace, a chain. Looked for as well. */
  place: string;
  /** By which other words it is found. */
  also?: string;
  /** Of those that fit equally well, one group stays together. */
  group?: string;
  /** What comes first within a group: the smaller. */
  weight?: number;
}

/**
 * Those in whose name or place every word occurs; first where the name begins with what was typed, then where it has it, then by
 * group, weight and name. At most `most`: a list of thousands is searched and not drawn.
 */
export function find<T extends Found>(all: Iterable<T>, typed: string, most: number): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  const found: { one: T; rank: number }[] = [];
  for (const one of all) {
    const name = one.name.toLowerCase();
    const text = `${name} ${one.place.toLowerCase()} ${one.also ?? ''}`;
    if (!words.every((word) => text.includes(word))) continue;
    found.push({ one, rank: name.startsWith(first) ? 0 : name.includes(first) ? 1 : 2 });
  }
  return found
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        compare(a.one.group ?? '', b.one.group ?? '') ||
        (a.one.weight ?? 0) - (b.one.weight ?? 0) ||
        compare(a.one.name, b.one.name),
    )
    .slice(0, most)
    .map(({ one }) => one);
}
