'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Sort } from './columns.ts';
import type { PodFilter } from './filter.ts';
import { type ListState, listQuery, parseListState } from './list-state.ts';

/** Keystrokes come faster than browsers let an address change. */
const writeAfter = 150;

/** The list's filters and sort. The page's own state is the truth while typing; the address follows, and leads on navigation. */
export function useListState(): ListState & {
  setFilter: (change: Partial<PodFilter>) => void;
  setSort: (sort: Sort) => void;
} {
  const params = useSearchParams();
  const [state, setState] = useState(() => parseListState(params));
  const written = useRef(listQuery(state));

  useEffect(() => {
    const asked = listQuery(parseListState(params));
    if (asked === written.current) return;
    written.current = asked;
    setState(parseListState(params));
  }, [params]);

  useEffect(() => {
    const query = listQuery(state);
    if (query === written.current) return undefined;
    const timer = setTimeout(() => {
      written.current = query;
      window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`);
    }, writeAfter);
    return () => clearTimeout(timer);
  }, [state]);

  const setFilter = useCallback(
    (change: Partial<PodFilter>) => setState((now) => ({ ...now, filter: { ...now.filter, ...change } })),
    [],
  );
  const setSort = useCallback((sort: Sort) => setState((now) => ({ ...now, sort })), []);
  return { ...state, setFilter, setSort };
}
