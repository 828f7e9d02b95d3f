/** A pending action. `cancel` makes it never run. */
export interface Timer {
  cancel(): void;
}

interface Entry {
  due: number;
  order: number;
  action: (() => void) | undefined;
}

/**
 * Time of the simulated cluster, in milliseconds since the epoch. Actions run in the order of their times. With a wall clock
 * it follows that clock once `follow` is called; without one it stands still until `advance`.
 */
export class Clock {
  private current: number;
  private readonly wall: (() => number) | undefined;
  private readonly heap: Entry[] = [];
  private order = 0;
  private running = false;
  private following = false;
  private armed: { due: number; handle: ReturnType<typeof setTimeout> } | undefined;

  constructor(start: number, wall?: () => number) {
    this.current = start;
    this.wall = wall;
  }

  /** Milliseconds since the epoch. While an action runs, exactly the time it was due. */
  now(): number {
    if (this.running || !this.following || this.wall === undefined) return this.current;
    return Math.max(this.current, this.wall());
  }

  /** Runs the action once, this many milliseconds from now. */
  after(milliseconds: number, action: () => void): Timer {
    const entry: Entry = { due: this.now() + Math.max(0, milliseconds), order: this.order++, action };
    this.push(entry);
    this.arm();
    return {
      cancel: () => {
        entry.action = undefined;
      },
    };
  }

  /** Runs the action again and again until cancelled. */
  every(milliseconds: number, action: () => void): Timer {
    let timer: Timer = { cancel: () => {} };
    let stopped = false;
    const round = () => {
      if (stopped) return;
      timer = this.after(milliseconds, round);
      action();
    };
    timer = this.after(milliseconds, round);
    return {
      cancel: () => {
        stopped = true;
        timer.cancel();
      },
    };
  }

  /** Runs all that is due in the next milliseconds, then stands there. */
  advance(milliseconds: number): void {
    this.advanceTo(this.current + milliseconds);
  }

  /** Runs all that is due up to that time, then stands there. */
  advanceTo(time: number): void {
    if (this.running) return;
    this.running = true;
    try {
      for (let next = this.heap[0]; next !== undefined && next.due <= time; next = this.heap[0]) {
        this.pop();
        if (next.action === undefined) continue;
        this.current = Math.max(this.current, next.due);
        this.perform(next.action);
      }
      this.current = Math.max(this.current, time);
    } finally {
      this.running = false;
    }
  }

  /** From now on actions run by themselves as the wall clock passes their times. */
  follow(): void {
    this.following = true;
    this.arm();
  }

  /** Nothing runs any more. */
  stop(): void {
    this.following = false;
    this.heap.length = 0;
    if (this.armed !== undefined) clearTimeout(this.armed.handle);
    this.armed = undefined;
  }

  /** What somebody has put into the cluster may break one step of it, never the cluster. Tests see the error. */
  private perform(action: () => void): void {
    if (!this.following) {
      action();
      return;
    }
    try {
      action();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  }

  private arm(): void {
    const wall = this.wall;
    const next = this.heap[0];
    if (!this.following || this.running || wall === undefined || next === undefined) return;
    if (this.armed !== undefined) {
      if (this.armed.due <= next.due) return;
      clearTimeout(this.armed.handle);
    }
    const wait = Math.min(Math.max(0, next.due - wall()), 60_000);
    const handle = setTimeout(() => {
      this.armed = undefined;
      this.advanceTo(wall());
      this.arm();
    }, wait);
    this.armed = { due: next.due, handle };
  }

  private push(entry: Entry): void {
    const heap = this.heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !earlier(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  private pop(): void {
    const heap = this.heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      let candidate = heap[child];
      if (candidate === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && earlier(right, candidate)) {
        candidate = right;
        child += 1;
      }
      if (!earlier(candidate, last)) break;
      heap[index] = candidate;
      index = child;
    }
    heap[index] = last;
  }
}

function earlier(left: Entry, right: Entry): boolean {
  return left.due < right.due || (left.due === right.due && left.order < right.order);
}
