import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Whether the page's program is there: false in the page as the server sends it, whose buttons do nothing yet. */
export const useArrived = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
