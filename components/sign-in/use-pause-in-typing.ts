import { useEffect, useRef, useState } from 'react';

/**
 * So many milliseconds without a key or a click are a pause: longer than it takes until the page sends what was typed (a text to
 * be checked, after 650 ms) and hears that the session is over, which is while somebody looks for the next word.
 */
const pauseMs = 1_500;

/** Milliseconds after which it comes up, whoever types: what the page shows may be for nobody's eyes any more. */
const latestMs = 4_000;

/**
 * Whether something that nobody asked for may come up over the page: as soon as it is `wanted` and nobody is in the middle of
 * typing, or has just clicked to begin; `in-typing` where the wait was over before that. Then it must not take the keys: half of
 * a line would go into the field of a token, and its Enter would send it.
 */
export function usePauseInTyping(wanted: boolean): 'no' | 'in-pause' | 'in-typing' {
  const lastUse = useRef(Number.NEGATIVE_INFINITY);
  const [due, setDue] = useState<'no' | 'in-pause' | 'in-typing'>('no');
  useEffect(() => {
    const onUse = () => {
      lastUse.current = performance.now();
    };
    const events = ['keydown', 'pointerdown'] as const;
    for (const event of events) document.addEventListener(event, onUse, { capture: true, passive: true });
    return () => {
      for (const event of events) document.removeEventListener(event, onUse, { capture: true });
    };
  }, []);
  useEffect(() => {
    if (!wanted) {
      setDue('no');
      return;
    }
    const since = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const pause = lastUse.current + pauseMs - performance.now();
      const latest = since + latestMs - performance.now();
      if (pause <= 0) setDue('in-pause');
      else if (latest <= 0) setDue('in-typing');
      else timer = setTimeout(look, Math.min(pause, latest));
    };
    look();
    return () => clearTimeout(timer);
  }, [wanted]);
  return wanted ? due : 'no';
}
