'use client';
import { type RefObject, useEffect, useState } from 'react';

const usual = 36;

/** The height of an element in its own em; that of a usual screen until it is measured. */
export function useHeightEm(ref: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(usual);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const em = Number.parseFloat(getComputedStyle(element).fontSize);
      if (em > 0) setHeight(Math.floor((element.clientHeight / em) * 10) / 10);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return height;
}
