import type { Health } from '#lib/domain/health.ts';

/** What a shape stands for; `figure-look.ts` gives each role its line and fill, so that shape and text tell it too. */
export type ShapeRole =
  | 'node'
  | 'pod'
  | 'port'
  | 'port-unreported'
  | 'port-unrequested'
  | 'port-problem'
  | 'pod-network'
  | 'network'
  | 'outside'
  | 'entrance'
  | 'cluster'
  | 'service'
  | 'address'
  | 'function'
  | `edge-${Health}`
  | 'pip-ready'
  | 'pip-waiting'
  | 'pip-missing'
  | 'joint';

/** A line of text, placed by its baseline. `full` is the whole text where the shown one was shortened. */
export interface TextLine {
  x: number;
  y: number;
  text: string;
  full: string | null;
  size: number;
  anchor: 'start' | 'middle' | 'end';
  /** Weight and colour: what is read first, beside it, or a warning. */
  tone: 'strong' | 'plain' | 'muted' | 'warning' | 'default-route' | 'translation';
  /** Put a mark of its own shape before the text: a triangle for a problem, a flag for the default route, a health. */
  mark?: 'problem' | 'default-route' | 'not-ready' | Health;
  /** Names that are read, not typed; all else is monospaced. */
  face?: 'sans';
}

export interface Shape {
  id: string;
  role: ShapeRole;
  x: number;
  y: number;
  width: number;
  height: number;
  /** The shape it is drawn inside or on the edge of; null for those that stand alone. */
  parent: string | null;
}

export interface Wire {
  id: string;
  points: [number, number][];
  /**
   * `assumed` is a way that nothing in the cluster shows; `dashed` and `dotted` are ways with something wrong; a `rail` is
   * a network and a `drop` leads to it.
   */
  style: 'solid' | 'assumed' | 'dashed' | 'dotted' | 'rail' | 'drop';
  /** At which end the arrow head is; a cable has none. */
  arrow: 'end' | 'none';
}

/** A drawing in pixels, ready to be rendered; made by pure functions. */
export interface Figure {
  width: number;
  height: number;
  shapes: Shape[];
  wires: Wire[];
  texts: TextLine[];
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const intersects = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Width of a mark with the gap after it, in pixels, for a text of `size`. */
export const markWidth = (size: number): number => size + 4;
