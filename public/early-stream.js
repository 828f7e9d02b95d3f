// Asks for the page's rows while the page's program is still on its way; lib/client/early-stream.ts takes the answer over.
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const topics = script?.dataset.topics;
  // Only for the page that was loaded: on later ones the program itself asks.
  if (!topics || 'earlyStream' in window) return;
  const controller = new AbortController();
  const path = location.pathname === '/wall' ? '/wall/stream' : '/api/v1/stream';
  const answer = fetch(`${path}?${new URLSearchParams({ scope: topics })}`, {
    headers: { accept: 'text/event-stream' },
    cache: 'no-store',
    signal: controller.signal,
  });
  // Told to whoever takes it over; until then a failure is nobody's.
  answer.catch(() => undefined);
  Object.assign(window, { earlyStream: { topics: topics.split(','), controller, answer } });
})();
