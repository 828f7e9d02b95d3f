/**
 * How chains are laid out on a wall display. One em is the smallest text, 1/45 of the screen's height: readable from ten
 * metres on a usual screen. What is wrong comes first and is biggest; nothing scrolls; beyond one screen there are pages.
 */

/** From a drawing of every function to a name and a count. */
export const tileSizes = ['full', 'half', 'third', 'tall', 'quarter', 'line'] as const;
export type TileSize = (typeof tileSizes)[number];

/** Tiles beside each other, and the least height of one, in em. */
export const tileShape: Record<TileSize, { columns: number; height: number }> = {
  full: { columns: 1, height: 11 },
  half: { columns: 2, height: 9.5 },
  third: { columns: 3, height: 6 },
  tall: { columns: 4, height: 4.6 },
  quarter: { columns: 4, height: 3.15 },
  line: { columns: 4, height: 1.9 },
};

/** So many functions can be drawn beside each other, and so many rows of them, in a tile that draws them. */
export const drawnBeside: Partial<Record<TileSize, number>> = { full: 6, half: 3 };
const drawnRows = 2;
/** What a second row of functions adds, in em. */
const secondRowEm = 3.5;
/** Larger text would leave too little width for names. */
const largestScale = 1.3;
/** So many tiles of two lines fill one screen. */
export const mostPerPage = 40;
export const gapEm = 0.4;

export interface WallSection<Item> {
  size: TileSize;
  items: Item[];
  rows: number;
  /** The least height of a row, in em. */
  height: number;
}

export interface WallPage<Item> {
  troubled: WallSection<Item>;
  calm: WallSection<Item>;
  /** How much larger than the smallest text everything can be, from 1: few chains fill the screen, too. */
  scale: number;
}

export interface WallItem {
  /** In need of a person. */
  troubled: boolean;
  functions: number;
}

/**
 * Pages of tiles, in the order given: troubled items before the others on every page, with the largest tiles that fit.
 *
 * @param heightEm what is left for tiles, in em
 */
export function wallPages<Item extends WallItem>(items: readonly Item[], heightEm: number): WallPage<Item>[] {
  const sorted = [...items.filter((item) => item.troubled), ...items.filter((item) => !item.troubled)];
  const pages: WallPage<Item>[] = [];
  for (let from = 0; from === 0 || from < sorted.length; from += mostPerPage)
    pages.push(page(sorted.slice(from, from + mostPerPage), heightEm));
  return pages;
}

function page<Item extends WallItem>(items: readonly Item[], heightEm: number): WallPage<Item> {
  const troubled = items.filter((item) => item.troubled);
  const calm = items.filter((item) => !item.troubled);
  for (const [large, small] of combinations) {
    const sections = { troubled: section(troubled, large), calm: section(calm, small) };
    const height = heightOf(sections);
    if (height > heightEm || !drawable(troubled, large) || !drawable(calm, small)) continue;
    return { ...sections, scale: Math.max(1, Math.min(heightEm / height, largestScale)) };
  }
  return { troubled: section(troubled, 'line'), calm: section(calm, 'line'), scale: 1 };
}

/** Trouble as large as possible first; what is calm is never larger than what is wrong. */
const combinations = tileSizes.flatMap((large, index) =>
  tileSizes.slice(index).map((small): [TileSize, TileSize] => [large, small]),
);

const section = <Item extends WallItem>(items: Item[], size: TileSize): WallSection<Item> => ({
  size,
  items,
  rows: Math.ceil(items.length / tileShape[size].columns),
  height: tileHeight(items, size),
});

function heightOf<Item>({ troubled, calm }: Pick<WallPage<Item>, 'troubled' | 'calm'>): number {
  const heights = [troubled, calm].map(({ rows, height }) => rows * height + Math.max(0, rows - 1) * gapEm);
  const both = troubled.rows > 0 && calm.rows > 0 ? gapEm : 0;
  return heights.reduce((sum, height) => sum + height, both);
}

function drawable(items: readonly WallItem[], size: TileSize): boolean {
  const beside = drawnBeside[size];
  return beside === undefined || items.every(({ functions }) => functions <= beside * drawnRows);
}

/** Tiles of a section are equally high: as the one with most functions needs. */
function tileHeight(items: readonly WallItem[], size: TileSize): number {
  const beside = drawnBeside[size] ?? Number.POSITIVE_INFINITY;
  return tileShape[size].height + (items.some(({ functions }) => functions > beside) ? secondRowEm : 0);
}
