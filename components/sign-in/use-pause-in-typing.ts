import { useEffect, useRef, useState } from 'react';

/** So many milliseconds without a key are a pause; after so many at the latest it comes up all the same. */
const pauseMs = 700;
const latestMs = 3_000;

/**
 * Whether something that nobody asked for may come up over the page and take the focus: as soon as it is `wanted` and nobody is
 * in the middle of typing. Otherwise half of a line would go into the field of a token, and its Enter would send it.
 */
export function usePauseInTyping(wanted: boolean): boolean {
  const lastKey = useRef(Number.NEGATIVE_INFINITY);
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const onKey = () => {
      lastKey.current = performance.now();
    };
    document.addEventListener('keydown', onKey, { capture: true, passive: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  useEffect(() => {
    if (!wanted) {
      setDue(false);
      return;
    }
    const since = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const due = Math.min(lastKey.current + pauseMs, since + latestMs);
      const wait = due - performance.now();
      if (wait <= 0) setDue(true);
      else timer = setTimeout(look, wait);
    };
    look();
    return () => clearTimeout(timer);
  }, [wanted]);
  return wanted && isDue;
}
