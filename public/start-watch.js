// Loads the page again where its program did not start: a part of it was lost on the way, as when a network changes. Otherwise it
// would say "Loading…" for ever. Nothing can have been done on it yet; components/shell/start-mark.tsx says that it has started.
(() => {
  const key = 'cnf-console:not-started';
  const startMs = 10_000;
  const words = {
    en: 'A part of this page could not be loaded. It is tried again by itself.',
    ja: 'このページの一部を読み込めませんでした。自動的に再試行します。',
  };
  const hasStarted = () => document.documentElement.dataset.started !== undefined;
  /** How often in a row it did not start; where nothing may be kept, it is taken for often. */
  const failed = () => {
    try {
      return Number(sessionStorage.getItem(key)) || 0;
    } catch {
      return 5;
    }
  };
  /** @param {number} times */
  const keep = (times) => {
    try {
      if (times === 0) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, String(times));
    } catch {
      // Then it is tried every half minute.
    }
  };
  const look = () => {
    if (hasStarted()) return keep(0);
    const times = failed() + 1;
    keep(times);
    if (times > 1) {
      const note = document.createElement('p');
      note.setAttribute('role', 'alert');
      note.textContent = words[document.documentElement.lang === 'ja' ? 'ja' : 'en'];
      document.body.prepend(note);
    }
    const again = () => {
      if (!hasStarted()) location.reload();
    };
    setTimeout(again, times === 1 ? 0 : Math.min(30_000, 2_500 * 2 ** times));
  };
  const wait = () => setTimeout(look, startMs);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
})();
