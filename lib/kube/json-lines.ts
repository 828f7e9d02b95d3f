/**
 * Cuts a byte stream into lines. Each byte is copied once, however many chunks a line arrives in, and text is decoded only
 * when a line is whole, so that a character cut in two is not spoilt.
 */
export function lineSplitter(onLine: (line: string) => void): { push(chunk: Buffer): void; rest(): number } {
  let pending: Buffer[] = [];
  let held = 0;
  return {
    push(chunk) {
      let start = 0;
      for (;;) {
        const end = chunk.indexOf(10, start);
        if (end === -1) break;
        if (held === 0) {
          if (end > start) onLine(chunk.toString('utf8', start, end));
        } else {
          pending.push(chunk.subarray(start, end));
          const line = Buffer.concat(pending);
          pending = [];
          held = 0;
          onLine(line.toString('utf8'));
        }
        start = end + 1;
      }
      if (start < chunk.length) {
        pending.push(start === 0 ? chunk : chunk.subarray(start));
        held += chunk.length - start;
      }
    },
    /** Bytes of an unfinished line. */
    rest: () => held,
  };
}
