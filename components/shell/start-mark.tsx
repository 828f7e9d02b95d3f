'use client';
import { useEffect } from 'react';

/** Says to `public/start-watch.js` that the page's program runs. */
export function StartMark() {
  useEffect(() => {
    document.documentElement.dataset.started = '';
  }, []);
  return null;
}
