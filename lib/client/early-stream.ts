/** The connection that `public/early-stream.js` opened before the program was there. */
export interface EarlyStream {
  topics: readonly string[];
  controller: AbortController;
  answer: Promise<Response>;
}

declare global {
  interface Window {
    /** Null once it is taken, or was not needed. */
    earlyStream?: EarlyStream | null;
  }
}

/** Takes the early connection, once; null where there is none, as on the server. */
export function takeEarlyStream(): EarlyStream | null {
  if (typeof window === 'undefined') return null;
  const early = window.earlyStream ?? null;
  window.earlyStream = null;
  return early;
}

/**
 * `fetch`, of which the first request is answered by the early connection where it asked for the same topics; where it
 * did not, that connection ends.
 */
export function fetchAfter(early: EarlyStream | null, fetchNow: typeof fetch): typeof fetch {
  let left = early;
  return (input, init) => {
    const first = left;
    left = null;
    if (first === null) return fetchNow(input, init);
    const asked = new URL(String(input), 'http://console').searchParams.get('scope');
    if (asked !== first.topics.join(',')) {
      first.controller.abort();
      return fetchNow(input, init);
    }
    const end = () => first.controller.abort();
    init?.signal?.addEventListener('abort', end);
    return first.answer;
  };
}
