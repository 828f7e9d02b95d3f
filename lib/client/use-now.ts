'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { live } from './live.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let now = 0;

function beat(): void {
  now = Date.now() + live.state().clockOffset;
  for (const listener of listeners) listener();
}

function adjust(): void {
  const needed = listeners.size > 0 && document.visibilityState === 'visible';
  if (needed && timer === null) {
    timer = setInterval(beat, 1_000);
    queueMicrotask(beat);
  } else if (!needed && timer !== null) {
    clearInterval(timer);
    timer = null;
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', adjust);
  listeners.add(listener);
  adjust();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener('visibilitychange', adjust);
    adjust();
  };
}

/**
 * The time by the server's clock, in milliseconds since the epoch, once a second while the tab is visible; 0 on the
 * server. Everything that shows an age shares this one clock.
 */
export function useNow(): number {
  return useSyncExternalStore(subscribe, currentTime, () => 0);
}

/**
 * A text made of the time, such as an age: re-renders only when the text changes, so that thousands of ages cost
 * thousands of small calls a second but next to no renders.
 */
export function useNowText(text: (now: number) => string): string {
  const read = useCallback(() => text(currentTime()), [text]);
  return useSyncExternalStore(subscribe, read, () => '');
}

function currentTime(): number {
  if (now === 0 || timer === null) now = Math.floor(Date.now() / 1_000) * 1_000 + live.state().clockOffset;
  return now;
}
