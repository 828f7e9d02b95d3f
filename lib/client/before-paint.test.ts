import { describe, expect, it } from 'vitest';
import { beforePaint } from './before-paint.ts';

function screen() {
  const frames: (() => void)[] = [];
  const tasks: (() => void)[] = [];
  const seen = { hidden: false };
  const run = (list: (() => void)[]) => {
    for (const action of list.splice(0)) action();
  };
  const schedule = beforePaint({
    requestFrame: (action) => frames.push(action),
    soon: (action) => tasks.push(action),
    hidden: () => seen.hidden,
  });
  let runs = 0;
  return {
    seen,
    frames,
    change: () => schedule(() => runs++),
    rest: () => run(tasks),
    paint: () => run(frames),
    runs: () => runs,
  };
}

describe('beforePaint', () => {
  it('runs a lone change without waiting for the frame', () => {
    const { change, rest, runs, paint, frames } = screen();
    change();
    rest();
    expect(runs()).toBe(1);
    paint();
    expect(runs()).toBe(1);
    expect(frames).toEqual([]);
    change();
    rest();
    expect(runs()).toBe(2);
  });

  it('runs once a frame where changes come faster', () => {
    const { change, rest, runs, paint } = screen();
    for (let frame = 1; frame <= 5; frame += 1) {
      change();
      rest();
      change();
      rest();
      paint();
      expect(runs()).toBe(frame + 1);
    }
  });

  it('runs nothing while hidden, and what waits when the page is shown', () => {
    const { seen, change, rest, runs, paint } = screen();
    seen.hidden = true;
    change();
    rest();
    expect(runs()).toBe(0);
    paint();
    expect(runs()).toBe(1);
  });
});
