/** Advance of one column of the monospaced font, in em; DejaVu Sans Mono, Menlo and Consolas lie between 0.55 and 0.603. */
const columnEm = 0.61;

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** Characters that print nothing or turn the direction of text: shown as a replacement character instead. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const invisible = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text of the cluster with what cannot be seen made visible, so that a name shows as what it is. */
export const visible = (text: string): string => text.replace(invisible, '\ufffd');

/** Columns a text takes in a terminal: wide characters (UAX #11) take two. */
export function columns(text: string): number {
  let count = 0;
  for (const character of text) count += wide.test(character) ? 2 : 1;
  return count;
}

/** Width in pixels of a text in the monospaced font of `size` pixels; never less than what a browser draws. */
export const textWidth = (text: string, size: number): number => columns(text) * size * columnEm;

/**
 * The text in at most `width` pixels: names in Kubernetes differ at both ends (a prefix of their owner, a random
 * suffix), so the middle goes.
 */
export function shortenMiddle(text: string, width: number, size: number): string {
  const room = Math.floor(width / (size * columnEm));
  if (columns(text) <= room) return text;
  if (room <= 1) return room === 1 ? '…' : '';
  const characters = [...text];
  let head = 0;
  let tail = 0;
  let used = 1;
  for (;;) {
    const fromHead = head <= tail;
    const next = fromHead ? characters[head] : characters[characters.length - 1 - tail];
    if (next === undefined || head + tail >= characters.length) break;
    const cost = columns(next);
    if (used + cost > room) break;
    used += cost;
    if (fromHead) head++;
    else tail++;
  }
  return `${characters.slice(0, head).join('')}…${tail === 0 ? '' : characters.slice(-tail).join('')}`;
}
