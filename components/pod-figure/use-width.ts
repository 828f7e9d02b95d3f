'use client';
import { useCallback, useState } from 'react';

/** Width in whole pixels of the element the returned ref is put on; 0 until it is known. */
export function useWidth<Element extends HTMLElement>(): [
  (element: Element | null) => (() => void) | undefined,
  number,
] {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: Element | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
