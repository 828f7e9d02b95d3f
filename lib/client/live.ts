import { createStream, type LiveStream } from './stream.ts';

/**
 * The tab's one stream. On the server there is none: components render their loading state there, and the first rows
 * come with the first event.
 */
export const live: LiveStream = createStream({
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  schedule: (flush) => requestAnimationFrame(flush),
  setTimer(action, milliseconds) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
});

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
