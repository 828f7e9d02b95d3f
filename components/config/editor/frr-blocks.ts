/** The part of CodeMirror's `Text` that is read here: lines are counted from 1. */
export interface Lines {
  readonly lines: number;
  line(number: number): { text: string };
}

const opener =
  /^(router|interface|route-map|address-family|vrf|bfd$|peer |profile |pbr-map|nexthop-group|segment-routing|srv6|segment-list|traffic-eng|policy |key chain|key \d|line vty|mpls ldp|rpki$|vni |bmp targets)/;
const ending = /^(exit(-\S+)?|end)$/;
const passedOver = /^([!#]|$)/;

const indentOf = (text: string): number => text.length - text.trimStart().length;

/**
 * The last line of the block that line `number` opens, or null where it opens none. A block is what is indented deeper
 * than its first line, as FRRouting prints it, with the exit that closes it; a file without indentation folds up to the
 * exit. At most `reach` lines are looked at.
 */
export function blockEnd(doc: Lines, number: number, reach = 50_000): number | null {
  const first = doc.line(number).text;
  const indent = indentOf(first);
  if (!opener.test(first.trim())) return null;
  let last = number;
  const end = Math.min(doc.lines, number + reach);
  for (let at = number + 1; at <= end; at += 1) {
    const { text } = doc.line(at);
    const words = text.trim();
    if (passedOver.test(words)) continue;
    if (indentOf(text) <= indent) {
      if (ending.test(words)) last = at;
      break;
    }
    last = at;
  }
  return last > number ? last : null;
}

/** The node of vtysh that a line is in, by the words of the line that opened it: `router bgp 65001`; top level is ''. */
export function blockAt(doc: Lines, number: number): string[] {
  const text = number <= doc.lines ? doc.line(number).text : '';
  let indent = indentOf(text);
  const found: string[] = [];
  let closed = 0;
  for (let at = number - 1; at >= 1; at -= 1) {
    const before = doc.line(at).text;
    const words = before.trim();
    if (passedOver.test(words)) continue;
    const depth = indentOf(before);
    if (ending.test(words)) {
      if (depth < indent || words === 'end') break;
      // Deeper blocks that were left again.
      if (depth === 0 && indent === 0) return found;
      closed += 1;
      continue;
    }
    if (!opener.test(words)) continue;
    if (closed > 0) {
      closed -= 1;
      continue;
    }
    if (depth < indent || (depth === 0 && indent === 0)) {
      found.unshift(words);
      indent = depth;
      if (depth === 0) break;
    }
  }
  return found;
}
