import { describe, expect, it } from 'vitest';
import { Clock } from './clock.ts';

describe('Clock', () => {
  it('runs actions in the order of their times, each at exactly its time', () => {
    const clock = new Clock(1000);
    const seen: [string, number][] = [];
    clock.after(50, () => seen.push(['second', clock.now()]));
    clock.after(10, () => {
      seen.push(['first', clock.now()]);
      clock.after(5, () => seen.push(['added', clock.now()]));
    });
    clock.after(50, () => seen.push(['third', clock.now()]));
    clock.advance(60);
    expect(seen).toEqual([
      ['first', 1010],
      ['added', 1015],
      ['second', 1050],
      ['third', 1050],
    ]);
    expect(clock.now()).toBe(1060);
  });

  it('does not run what was cancelled, and stops what repeats', () => {
    const clock = new Clock(0);
    let count = 0;
    clock
      .after(10, () => {
        count += 100;
      })
      .cancel();
    const repeated = clock.every(10, () => {
      count += 1;
    });
    clock.advance(35);
    repeated.cancel();
    clock.advance(100);
    expect(count).toBe(3);
  });

  it('keeps hundreds of timers in order', () => {
    const clock = new Clock(0);
    const seen: number[] = [];
    for (let index = 0; index < 500; index += 1) {
      const due = (index * 7919) % 1000;
      clock.after(due, () => seen.push(due));
    }
    clock.advance(1000);
    expect(seen).toHaveLength(500);
    expect(seen).toEqual([...seen].sort((left, right) => left - right));
  });
});
