import { structuredPatch } from 'diff';
import type { ConfigDiff } from './api.ts';

const kinds = { ' ': 'same', '-': 'delete', '+': 'add' } as const;

/** The lines that differ between two texts, with three around them, in the form of the API's own difference. */
export function linesBetween(before: string, after: string): ConfigDiff['hunks'] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  return hunks.map(({ lines, ...numbers }) => ({
    ...numbers,
    lines: lines.flatMap((line) => {
      const kind = kinds[line[0] as keyof typeof kinds];
      // "\ No newline at end of file" is of neither text.
      return kind ? [{ kind, text: line.slice(1) }] : [];
    }),
  }));
}
