'use client';
import { useSyncExternalStore } from 'react';

const key = 'cnf-console-notify';
const changed = 'cnf-console-notify';

/** Of this browser: `blocked` where it does not let the console notify, `none` where it cannot at all. */
export type NotifyState = 'on' | 'off' | 'blocked' | 'none';

function read(): NotifyState {
  if (typeof Notification === 'undefined') return 'none';
  if (Notification.permission === 'denied') return 'blocked';
  return Notification.permission === 'granted' && localStorage.getItem(key) === 'on' ? 'on' : 'off';
}

function listen(listener: () => void): () => void {
  addEventListener(changed, listener);
  addEventListener('storage', listener);
  return () => {
    removeEventListener(changed, listener);
    removeEventListener('storage', listener);
  };
}

/** Whether this browser notifies of new alerts; the same in all of its tabs. */
export const useNotifyState = (): NotifyState => useSyncExternalStore(listen, read, () => 'none');

/** Switches it. The browser is asked for its permission here alone, so call it on a click. */
export async function setNotify(on: boolean): Promise<void> {
  if (on && Notification.permission === 'default') await Notification.requestPermission();
  localStorage.setItem(key, on ? 'on' : 'off');
  dispatchEvent(new Event(changed));
}
