import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

/** The ground that a figure is exported on. */
export const grounds = ['light', 'dark'] as const;
export type Ground = (typeof grounds)[number];

/** Pixels around the drawing. */
const margin = 20;
const svgNamespace = 'http://www.w3.org/2000/svg';

/** Attributes of a drawing that mean something outside this page; whatever else it has stays here. */
const kept = new Set(
  `viewBox width height x y x1 y1 x2 y2 cx cy r rx d points transform fill fill-opacity stroke stroke-width
   stroke-dasharray stroke-linejoin stroke-linecap text-anchor font-family font-size font-weight id refX refY markerWidth
   markerHeight orient marker-end color`.split(/\s+/),
);

/**
 * A figure as an SVG document that needs nothing of this page: colours as they are on the chosen ground, fonts by name
 * with generic ones after them, text as text. It has no script, no style sheet and no reference to anything outside.
 */
export function svgFile(figure: ReactElement, ground: Ground): string {
  const page = document.documentElement.dataset;
  const theme = page.theme;
  const place = document.createElement('div');
  place.hidden = true;
  document.body.append(place);
  const root = createRoot(place);
  try {
    flushSync(() => root.render(figure));
    const drawn = place.querySelector('svg');
    if (!drawn) throw new Error('the figure has no drawing');
    const copy = drawn.cloneNode(true) as SVGSVGElement;
    // The colours are the page's own on that ground; it is back before anything is painted.
    page.theme = ground;
    const resolved = resolver(place);
    for (const element of [copy, ...copy.querySelectorAll('*')]) {
      for (const { name, value } of [...element.attributes]) {
        if (!kept.has(name)) element.removeAttribute(name);
        else if (value.includes('var(')) element.setAttribute(name, resolved(value));
      }
    }
    copy.prepend(sheetOf(copy, resolved('var(--color-surface)')));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
  } finally {
    if (theme === undefined) delete page.theme;
    else page.theme = theme;
    root.unmount();
    place.remove();
  }
}

/** Gives a drawing a margin, and the ground that it stands on. */
function sheetOf(svg: SVGSVGElement, fill: string): SVGRectElement {
  const [width, height] = [svg.width.baseVal.value + 2 * margin, svg.height.baseVal.value + 2 * margin];
  const box = { x: -margin, y: -margin, width, height };
  svg.setAttribute('width', `${width}`);
  svg.setAttribute('height', `${height}`);
  svg.setAttribute('viewBox', Object.values(box).join(' '));
  const sheet = document.createElementNS(svgNamespace, 'rect');
  for (const [name, value] of Object.entries(box)) sheet.setAttribute(name, `${value}`);
  sheet.setAttribute('fill', fill);
  return sheet;
}

/** What the page's style sheet makes of `var(--color-…)` and `var(--font-…)` at a place. */
function resolver(place: HTMLElement): (value: string) => string {
  const known = new Map<string, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const property = value.includes('--font-') ? 'fontFamily' : 'color';
    place.style[property] = value;
    const computed = getComputedStyle(place)[property];
    known.set(value, computed);
    return computed;
  };
}

/** The width and height that a drawing says it has, in pixels. */
const sizeOf = (svg: string): { width: number; height: number } => {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  return { width: Number(root.getAttribute('width')), height: Number(root.getAttribute('height')) };
};

/** Twice the size of the drawing, for slides and sharp screens. */
const pixelScale = 2;

/** The same as a picture. Rejects where the browser cannot draw it. */
export async function pngFile(svg: string): Promise<Blob> {
  const { width, height } = sizeOf(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * pixelScale;
  canvas.height = height * pixelScale;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}
