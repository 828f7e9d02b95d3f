import { beforePaint } from './before-paint.ts';
import { fetchAfter, takeEarlyStream } from './early-stream.ts';
import { createStream, type LiveStream } from './stream.ts';

const early = takeEarlyStream();

/**
 * The tab's one stream. On the server there is none: components render their loading state there, and the first rows
 * come with the first event.
 */
export const live: LiveStream = createStream({
  // A display link opens the wall's own paths and no other.
  path: () => (location.pathname === '/wall' ? '/wall/stream' : '/api/v1/stream'),
  fetch: fetchAfter(early, (input, init) => fetch(input, init)),
  now: () => Date.now(),
  random: () => Math.random(),
  schedule: beforePaint({
    requestFrame: (action) => requestAnimationFrame(action),
    soon: (action) => queueMicrotask(action),
    hidden: () => document.visibilityState === 'hidden',
  }),
  setTimer(action, milliseconds) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
});

// Asked for and let go: the rows are read before the components that want them are there, and kept for them a while.
for (const topic of early?.topics ?? []) live.retain(topic)();

/** Starts what keeps the stream honest: the second hand, the network's and the tab's coming back. Returns the end. */
export function keepAwake(): () => void {
  const second = setInterval(() => live.tick(), 1_000);
  const wake = () => {
    if (document.visibilityState === 'visible') live.wake();
  };
  addEventListener('online', wake);
  addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', wake);
  return () => {
    clearInterval(second);
    removeEventListener('online', wake);
    removeEventListener('pageshow', wake);
    document.removeEventListener('visibilitychange', wake);
  };
}
