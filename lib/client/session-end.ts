import type { Fault } from '#lib/domain/result.ts';

/**
 * Whether the page's session is known to have ended, and by what. Every answer of our API passes `faultOf`, which tells it
 * here; the dialog over the page listens. Outside React, as the stream that may bring the news is.
 */
let ended: Fault | null = null;
const listeners = new Set<() => void>();

function change(next: Fault | null): void {
  if (next === ended) return;
  ended = next;
  for (const listener of listeners) listener();
}

/** The first reason counts: what follows is its consequence. */
export function noticeEnd(fault: Fault): void {
  if (ended === null) change(fault);
}

/** Somebody is signed in again. */
export const noticeSignIn = (): void => change(null);

export const sessionEnd = (): Fault | null => ended;

export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
