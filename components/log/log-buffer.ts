import { plainText } from './plain-text.ts';

export interface LogLine {
  /** Counts from 1 since the reading began, dropped lines included. */
  number: number;
  text: string;
}

export interface LogState {
  lines: readonly LogLine[];
  /** Lines from the beginning that were let go, so that the page stays within its bound. */
  dropped: number;
  /** Characters of the longest line held. */
  longest: number;
}

/** Lines held at most, and characters of one line. */
export const mostLines = 20_000;
export const mostCharacters = 4_000;

/** How many lines go at once when the bound is passed: letting them go one by one would copy the array each time. */
const slack = 1_000;

export interface LogBuffer {
  /** Takes the next piece of the stream, which may end within a line. */
  append(piece: string): void;
  /** The stream ended: what is left without a newline is a line, too. */
  end(): void;
  state(): LogState;
}

/** Collects a text stream into a bounded number of lines. `state()` is a new object after every change, else the same. */
export function createLogBuffer(bound = mostLines): LogBuffer {
  let lines: LogLine[] = [];
  let dropped = 0;
  let longest = 0;
  let rest = '';
  let count = 0;
  let current: LogState = { lines, dropped, longest };
  let changed = false;

  function push(raw: string): void {
    const whole = plainText(raw.endsWith('\r') ? raw.slice(0, -1) : raw);
    const over = whole.length - mostCharacters;
    const text = over > 0 ? `${whole.slice(0, mostCharacters)}… (+${over})` : whole;
    count++;
    lines.push({ number: count, text });
    longest = Math.max(longest, text.length);
    changed = true;
    if (lines.length >= bound + Math.min(slack, bound)) trim();
  }

  function trim(): void {
    const over = lines.length - bound;
    if (over <= 0) return;
    lines = lines.slice(over);
    dropped += over;
  }

  return {
    append(piece) {
      const parts = (rest + piece).split('\n');
      rest = parts.pop() ?? '';
      // A line without end must not grow without bound.
      if (rest.length > mostCharacters * 4) {
        parts.push(rest);
        rest = '';
      }
      for (const part of parts) push(part);
    },
    end() {
      if (rest !== '') push(rest);
      rest = '';
    },
    state() {
      if (changed) {
        trim();
        current = { lines: lines.slice(), dropped, longest };
        changed = false;
      }
      return current;
    },
  };
}
