'use client';
import { useSearchState } from '#lib/client/use-search-state.ts';
import type { LogView } from './log-controls.tsx';

const usualTail = 500;

/**
 * What is shown of a log, as the page's address holds it: `container`, `previous=1`, `tail=2000` or `tail=all`, `follow=0`, `wrap=1`,
 * `find`. The container is empty where none was chosen.
 */
export function useLogView(): {
  container: string;
  setContainer: (name: string) => void;
  view: LogView;
  change: (change: Partial<LogView>) => void;
} {
  const [container, setContainer] = useSearchState('container', '');
  const [follow, setFollow] = useSearchState('follow', '');
  const [previous, setPrevious] = useSearchState('previous', '');
  const [tail, setTail] = useSearchState('tail', '');
  const [wrap, setWrap] = useSearchState('wrap', '');
  const [find, setFind] = useSearchState('find', '');
  const view = {
    follow: follow !== '0',
    previous: previous === '1',
    tail: tail === 'all' ? null : /^[1-9]\d{0,5}$/.test(tail) ? Number(tail) : usualTail,
    wrap: wrap === '1',
    find,
  };
  function change(next: Partial<LogView>): void {
    if (next.follow !== undefined) setFollow(next.follow ? '' : '0');
    if (next.previous !== undefined) setPrevious(next.previous ? '1' : '');
    if (next.tail !== undefined)
      setTail(next.tail === null ? 'all' : next.tail === usualTail ? '' : String(next.tail));
    if (next.wrap !== undefined) setWrap(next.wrap ? '1' : '');
    if (next.find !== undefined) setFind(next.find);
  }
  return { container, setContainer, view, change };
}
