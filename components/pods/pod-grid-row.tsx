// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by their scroll position
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is the one stop; rows are reached by aria-activedescendant
'use client';
import clsx from 'clsx';
import { memo } from 'react';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { visible } from '../pod-figure/text.ts';
import { columnIds } from './columns.ts';
import { cells, cellTitle, type HealthWords, PodAge, PodRestarts } from './pod-cells.tsx';

/** Columns of the wide list: kubectl's first, in the widths its words need. */
export const gridColumns =
  'minmax(6rem,.6fr) minmax(13.4rem,2fr) 3.8rem minmax(8.4rem,.8fr) 7.5rem 4rem 6.2rem minmax(5.2rem,.6fr) 6.6rem minmax(6.4rem,.8fr) minmax(6.4rem,.8fr) minmax(5.4rem,.6fr) minmax(7rem,1fr)';

const ground = {
  ok: '',
  progressing: '',
  unknown: '',
  degraded: 'bg-degraded-soft',
  down: 'bg-down-soft',
} as const;

/** A row of the list. Drawn anew only when its pod, its place or its selection changed. */
export const PodGridRow = memo(function PodGridRow(props: {
  id: string;
  row: PodRow;
  index: number;
  top: number;
  height: number;
  active: boolean;
  compact: boolean;
  words: HealthWords;
}) {
  const { row } = props;
  const className = clsx(
    'absolute left-0 top-0 w-full cursor-pointer border-b border-line text-sm hover:bg-accent-soft',
    props.active ? 'bg-accent-soft outline-2 -outline-offset-2 outline-accent' : ground[row.health],
  );
  const style = { height: props.height, transform: `translateY(${props.top}px)` };
  if (props.compact) {
    return (
      <div
        role="row"
        id={props.id}
        data-index={props.index}
        aria-rowindex={props.index + 2}
        aria-selected={props.active}
        className={clsx(className, 'px-3 py-2')}
        style={style}
      >
        <div role="gridcell" className="flex items-center justify-between gap-2 font-mono">
          <span className="min-w-0 truncate">{cells.name(row)}</span>
          <span className="text-xs">{cells.health(row, props.words)}</span>
        </div>
        <div role="gridcell" className="truncate font-mono text-xs text-muted">
          {visible(row.namespace)} · {row.ready} · {visible(row.status)} ·{' '}
          <PodRestarts restartCount={row.restartCount} lastRestartAt={row.lastRestartAt} /> ·{' '}
          <PodAge createdAt={row.createdAt} />
        </div>
      </div>
    );
  }
  return (
    <div
      role="row"
      id={props.id}
      data-index={props.index}
      aria-rowindex={props.index + 2}
      aria-selected={props.active}
      className={clsx(className, 'grid items-center font-mono')}
      style={{ ...style, gridTemplateColumns: gridColumns }}
    >
      {columnIds.map((column, at) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={at + 1}
          title={cellTitle(column, row)}
          className={clsx('truncate px-2', at > 6 && 'text-xs')}
        >
          {cells[column](row, props.words)}
        </div>
      ))}
    </div>
  );
});
