// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their scroll position
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is the one stop; rows are reached by aria-activedescendant
'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { columnIds, type Sort } from './columns.ts';
import { podKey } from './order.ts';
import { podPath } from './pod-cells.tsx';
import { gridColumns, PodGridRow } from './pod-grid-row.tsx';
import { useMedia } from './use-media.ts';
import { useRoomBelow } from './use-room-below.ts';

/** Where a key leads from row `at` of `count`; null where it leads nowhere. */
export function rowAfterKey(key: string, at: number, count: number, page: number): number | null {
  const moves: Record<string, number> = {
    ArrowDown: at + 1,
    j: at + 1,
    ArrowUp: at - 1,
    k: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const wanted = moves[key];
  return wanted === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, wanted));
}

/** The list: thousands of rows, of which those in view exist; one stop for Tab, rows by the arrow keys. */
export function PodGrid(props: {
  pods: readonly PodRow[];
  total: number;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onHold: (hold: boolean) => void;
}) {
  const t = useTranslations('pods');
  const h = useTranslations('health');
  const words = useMemo(
    () => ({
      ok: h('ok'),
      progressing: h('progressing'),
      unknown: h('unknown'),
      degraded: h('degraded'),
      down: h('down'),
    }),
    [h],
  );
  const router = useRouter();
  const compact = useMedia('(max-width: 767px)');
  const rowHeight = compact ? 54 : 30;
  const headHeight = compact ? 0 : 32;
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoomBelow(frame);
  const base = useId();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const { pods } = props;

  const virtual = useVirtualizer({
    count: pods.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height of the rows makes all measures void
  useEffect(() => virtual.measure(), [rowHeight, virtual]);

  const active = activeKey === null ? -1 : pods.findIndex((row) => podKey(row) === activeKey);
  const rowId = (key: string) => `${base}-${key}`;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== frame.current) return;
    const row = pods[active];
    if (event.key === 'Enter' && row) {
      event.preventDefault();
      router.push(podPath(row));
      return;
    }
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = rowAfterKey(event.key, active, pods.length, page);
    const target = next === null ? undefined : pods[next];
    if (next === null || !target) return;
    event.preventDefault();
    setActiveKey(podKey(target));
    virtual.scrollToIndex(next, { align: 'auto' });
  };

  const onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || !(event.target instanceof Element) || event.target.closest('button'))
      return;
    // With a modifier the link under the pointer is the browser's: a new tab, a download.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (window.getSelection()?.isCollapsed === false) return;
    const index = event.target.closest('[data-index]')?.getAttribute('data-index');
    const row = index === null || index === undefined ? undefined : pods[Number(index)];
    if (!row) return;
    event.preventDefault();
    router.push(podPath(row));
  };

  return (
    <div
      ref={frame}
      role="grid"
      aria-label={t('list')}
      aria-rowcount={props.total + 1}
      aria-colcount={columnIds.length}
      tabIndex={0}
      aria-activedescendant={active >= 0 && activeKey !== null ? rowId(activeKey) : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onFocus={(event) => {
        if (event.target === frame.current && active < 0 && pods[0]) setActiveKey(podKey(pods[0]));
      }}
      onPointerEnter={(event) => event.pointerType === 'mouse' && props.onHold(true)}
      onPointerLeave={() => props.onHold(false)}
      style={{ maxHeight: room }}
      className="relative overflow-auto rounded-md border border-line bg-surface"
    >
      {!compact && <Heads sort={props.sort} onSort={props.onSort} />}
      <div role="rowgroup" style={{ height: virtual.getTotalSize() }} className="relative min-w-full">
        {virtual.getVirtualItems().map((item) => {
          const row = pods[item.index];
          if (!row) return null;
          const key = podKey(row);
          return (
            <PodGridRow
              key={key}
              id={rowId(key)}
              row={row}
              index={item.index}
              top={item.start - headHeight}
              height={rowHeight}
              active={key === activeKey}
              compact={compact}
              words={words}
            />
          );
        })}
      </div>
    </div>
  );
}

function Heads({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const t = useTranslations('pods');
  const c = useTranslations('common');
  return (
    <div role="rowgroup" className="sticky top-0 z-10 w-fit min-w-full">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-8 items-center border-b border-line bg-sunken"
        style={{ gridTemplateColumns: gridColumns }}
      >
        {columnIds.map((column, at) => {
          const sorted = sort.column === column;
          const Arrow = sort.descending ? ArrowDown : ArrowUp;
          return (
            <div
              key={column}
              role="columnheader"
              aria-colindex={at + 1}
              aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
              className="overflow-hidden px-2"
            >
              <button
                type="button"
                aria-label={c('sortBy', { column: t(`column.${column}`) })}
                onClick={() => onSort({ column, descending: sorted && !sort.descending })}
                className={clsx(
                  'label inline-flex items-center gap-1 whitespace-nowrap hover:text-text',
                  sorted && 'text-text',
                )}
              >
                {t(`column.${column}`)}
                <Arrow aria-hidden="true" className={clsx('size-3', !sorted && 'opacity-0')} />
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
