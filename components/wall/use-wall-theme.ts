'use client';
import { useLayoutEffect } from 'react';
import type { WallOptions } from './options.ts';

/** The wall's ground is its address's affair, not that of the cookie: it is put on the document while the wall is shown. */
export function useWallTheme(theme: WallOptions['theme']): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const before = dataset.theme;
    dataset.theme = theme;
    return () => {
      if (before === undefined) delete dataset.theme;
      else dataset.theme = before;
    };
  }, [theme]);
}
