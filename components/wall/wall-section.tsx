'use client';
import type { CSSProperties } from 'react';
import { gapEm, type WallSection as Section, tileShape } from '#lib/domain/wall/layout.ts';
import type { WallSubject } from './subjects.ts';
import { WallTile } from './wall-tile.tsx';

/** Tiles of one size, in rows that share the height. */
export function WallSection(props: {
  section: Section<WallSubject>;
  scale: number;
  label: string;
  /** What is left of the screen goes here, and text grows with it. */
  first: boolean;
}) {
  const { scale, first } = props;
  const { size, items, rows, height } = props.section;
  if (items.length === 0) return null;
  const { columns } = tileShape[size];
  return (
    <ul
      aria-label={props.label}
      className="grid min-h-0"
      style={{
        flex: `${first ? 4 : 1} 1 ${rows * height * scale + (rows - 1) * gapEm}em`,
        gap: `${gapEm}em`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
      }}
    >
      {items.map((subject) => (
        <li
          key={subject.key}
          className="min-h-0"
          style={{ fontSize: `${scale}em`, '--scale': scale } as CSSProperties}
        >
          <WallTile subject={subject} size={size} first={first} />
        </li>
      ))}
    </ul>
  );
}
