import { type RefObject, useEffect, useRef } from 'react';

/**
 * Brings what is chosen in a row that scrolls sideways into its middle, where it is out of sight, as on a telephone. The page itself
 * is not scrolled.
 *
 * @param chosen what tells that another is chosen
 * @param selector of the chosen one within the row
 */
export function useInSight<Row extends HTMLElement>(chosen: string, selector: string): RefObject<Row | null> {
  const row = useRef<Row>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when another is chosen
  useEffect(() => {
    const one = row.current?.querySelector(selector);
    if (!row.current || !one) return;
    const frame = row.current.getBoundingClientRect();
    const { left, right, width } = one.getBoundingClientRect();
    if (left >= frame.left && right <= frame.right) return;
    row.current.scrollLeft += left - frame.left - (frame.width - width) / 2;
  }, [chosen, selector]);
  return row;
}
