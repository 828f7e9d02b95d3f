import type { LogLine } from './log-buffer.ts';

/** Indexes of the lines that contain the text, regardless of case; none for an empty text. */
export function findLines(lines: readonly LogLine[], text: string): number[] {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  const found: number[] = [];
  for (const [index, line] of lines.entries())
    if (line.text.toLowerCase().includes(wanted)) found.push(index);
  return found;
}

/** The line cut at each place where the text occurs; every second piece is a hit. */
export function cutAtHits(line: string, text: string): string[] {
  const wanted = text.toLowerCase();
  const lower = line.toLowerCase();
  // Some letters change their length in lower case; then a hit cannot be placed, and the line stays whole.
  if (wanted === '' || lower.length !== line.length) return [line];
  const pieces: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    pieces.push(line.slice(from, at), line.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...pieces, line.slice(from)];
}
