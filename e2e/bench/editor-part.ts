import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { percentile } from './statistics.ts';

const heading = '## The editor of a configuration';

/** What docs/benchmarks.md says of the editor, which is measured by itself; nothing where it was not. */
export function editorPart(file: string): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const at = text.indexOf(heading);
  return at < 0 ? '' : `\n${text.slice(at)}`;
}

/** Puts it there, in place of what was there before. @param times milliseconds from a key to the frame that shows it */
export function writeEditorPart(
  file: string,
  { lines, load, times }: { lines: number; load: string; times: { empty: number[]; large: number[] } },
): void {
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf(heading);
  const before = at < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, at);
  const row = (what: string, found: number[]) =>
    `| ${what} | ${found.length} | ${[0.5, 0.95, 1].map((share) => `${percentile(found, share).toFixed(0)} ms`).join(' | ')} |`;
  const part = [
    heading,
    '',
    `Written by \`node e2e/bench/editor.ts ADDRESS\`: typing into an empty text and into one of ${lines.toLocaleString('en')} lines, in turns,`,
    `on one page of one console, with highlighting, completion and the check going on; from each key to the frame that shows it. ${load}`,
    'The two rows are to be compared with each other.',
    '',
    '| Text | keys | p50 | p95 | most |',
    '| --- | ---: | ---: | ---: | ---: |',
    row('empty', times.empty),
    row(`${lines.toLocaleString('en')} lines`, times.large),
    '',
  ];
  writeFileSync(file, `${before}${part.join('\n')}`);
}
