import { type RefObject, useEffect, useRef } from 'react';

/** With these somebody looks elsewhere in the row, and is not taken back. */
const byHand = ['wheel', 'pointerdown', 'touchstart'] as const;

/**
 * Brings what is chosen in a row that scrolls sideways into its middle, where it is out of sight, as on a telephone; and again as the
 * row grows, until somebody scrolls it. The page itself is not scrolled.
 *
 * @param chosen what tells that another is chosen
 * @param selector of the chosen one within the row
 */
export function useInSight<Row extends HTMLElement>(chosen: string, selector: string): RefObject<Row | null> {
  const ref = useRef<Row>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when another is chosen
  useEffect(() => {
    const row = ref.current;
    if (row === null) return;
    const watch = new ResizeObserver(() => bringInSight(row, selector));
    watch.observe(row);
    for (const part of row.querySelectorAll('a, button')) watch.observe(part);
    const leave = () => watch.disconnect();
    for (const name of byHand) row.addEventListener(name, leave, { passive: true });
    return () => {
      leave();
      for (const name of byHand) row.removeEventListener(name, leave);
    };
  }, [chosen, selector]);
  return ref;
}

function bringInSight(row: HTMLElement, selector: string): void {
  const one = row.querySelector(selector);
  if (one === null) return;
  const frame = row.getBoundingClientRect();
  const { left, right, width } = one.getBoundingClientRect();
  if (left >= frame.left && right <= frame.right) return;
  row.scrollLeft += left - frame.left - (frame.width - width) / 2;
}
