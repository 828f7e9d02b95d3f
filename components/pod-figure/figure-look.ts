import type { ShapeRole, TextLine, Wire } from './figure.ts';

/** A colour of globals.css. A figure refers to it by name, so that it follows the theme and can be exported in either. */
export type Ink =
  | 'accent'
  | 'accent-soft'
  | 'degraded'
  | 'degraded-solid'
  | 'down'
  | 'down-soft'
  | 'down-solid'
  | 'line'
  | 'line-strong'
  | 'muted'
  | 'ok-solid'
  | 'on-accent'
  | 'progressing-solid'
  | 'raised'
  | 'sunken'
  | 'surface'
  | 'text'
  | 'unknown'
  | 'unknown-solid';

export const ink = (name: Ink): string => `var(--color-${name})`;

interface ShapeLook {
  fill: Ink | 'none';
  stroke: Ink | 'none';
  radius: number;
  width: number;
  dash?: string;
  opacity?: number;
}

const edge = (fill: Ink): ShapeLook => ({ fill, stroke: 'none', radius: 0, width: 0 });
const box = { fill: 'surface', stroke: 'line-strong', radius: 4, width: 1.25 } as const satisfies ShapeLook;

/** Line, fill and corner of each role: what differs in meaning differs in shape, not in colour alone. */
export const shapeLooks: Readonly<Record<ShapeRole, ShapeLook>> = {
  node: { fill: 'sunken', stroke: 'line-strong', radius: 4, width: 1, dash: '2 3', opacity: 0.6 },
  pod: { fill: 'raised', stroke: 'text', radius: 6, width: 1.75 },
  port: { fill: 'accent', stroke: 'accent', radius: 3, width: 1.5 },
  'port-unreported': { fill: 'surface', stroke: 'degraded', radius: 3, width: 1.5, dash: '4 3' },
  'port-unrequested': { fill: 'surface', stroke: 'unknown', radius: 12, width: 1.5, dash: '1.5 2.5' },
  'port-problem': { fill: 'down-soft', stroke: 'down', radius: 0, width: 2.25 },
  'pod-network': { fill: 'accent-soft', stroke: 'accent', radius: 16, width: 1.25 },
  network: box,
  outside: { fill: 'sunken', stroke: 'line-strong', radius: 18, width: 1 },
  entrance: box,
  cluster: { ...box, radius: 16, dash: '5 4' },
  service: { fill: 'accent-soft', stroke: 'accent', radius: 4, width: 1.25 },
  address: box,
  function: { fill: 'raised', stroke: 'line-strong', radius: 2, width: 1 },
  'edge-ok': edge('ok-solid'),
  'edge-progressing': edge('progressing-solid'),
  'edge-unknown': edge('unknown-solid'),
  'edge-degraded': edge('degraded-solid'),
  'edge-down': edge('down-solid'),
  'pip-ready': { fill: 'ok-solid', stroke: 'ok-solid', radius: 1, width: 1 },
  'pip-waiting': { fill: 'none', stroke: 'down-solid', radius: 1, width: 1 },
  'pip-missing': { fill: 'none', stroke: 'line-strong', radius: 1, width: 1, dash: '2 1.5' },
  joint: { fill: 'accent', stroke: 'surface', radius: 5, width: 1.5 },
};

export const toneLooks: Readonly<Record<TextLine['tone'], { fill: Ink; bold: boolean }>> = {
  strong: { fill: 'text', bold: true },
  plain: { fill: 'text', bold: false },
  muted: { fill: 'muted', bold: false },
  warning: { fill: 'degraded', bold: true },
  'default-route': { fill: 'accent', bold: true },
  translation: { fill: 'accent', bold: false },
};

export const wireLooks: Readonly<Record<Wire['style'], { stroke: Ink; width: number; dash?: string }>> = {
  solid: { stroke: 'line-strong', width: 1.5 },
  assumed: { stroke: 'line-strong', width: 1.5, dash: '3 3' },
  dashed: { stroke: 'degraded', width: 1.5, dash: '6 4' },
  dotted: { stroke: 'degraded', width: 1.5, dash: '1.5 3.5' },
  rail: { stroke: 'accent', width: 2.5 },
  drop: { stroke: 'accent', width: 1.5 },
};
