'use client';
import { useSearchState } from '#lib/client/use-search-state.ts';

const parameter = 'act';

/**
 * Which sheet is open on the page, kept in its address: `?act=scale` opens the page of a function with what scaling would do,
 * for a colleague, a bookmark and the palette. A sheet does nothing by being opened.
 */
export function useSheet(): [name: string, open: (name: string) => void] {
  return useSearchState(parameter, '');
}

/** Whether one sheet is open, and to open and close it. */
export function useSheetOf(name: string): [isOpen: boolean, setOpen: (open: boolean) => void] {
  const [asked, ask] = useSheet();
  return [asked === name, (open) => ask(open ? name : '')];
}

/** A page's address with no sheet open, and at its top. */
export function withoutSheet(address: string): string {
  const url = new URL(address);
  url.searchParams.delete(parameter);
  url.hash = '';
  return url.href;
}
