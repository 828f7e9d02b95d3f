import { type Figure, markWidth, type Shape, type ShapeRole, type TextLine, type Wire } from './figure.ts';
import { shortenMiddle, visible } from './text.ts';

/** Sizes in pixels that all figures share. */
export const lineHeight = 16;
export const textSize = 12;
export const padding = 10;

type TextOptions = Partial<Pick<TextLine, 'size' | 'anchor' | 'tone' | 'mark' | 'face'>> & { full?: string };

/** A figure in the making: collects shapes, wires and texts, and shortens every text to the room it has. */
export function draft(width: number) {
  const shapes: Shape[] = [];
  const wires: Wire[] = [];
  const texts: TextLine[] = [];

  const shape = (
    id: string,
    role: ShapeRole,
    box: Omit<Shape, 'id' | 'role' | 'parent'>,
    parent: string | null = null,
  ): Shape => {
    const made = { id, role, ...box, parent };
    shapes.push(made);
    return made;
  };

  const text = (x: number, y: number, room: number, raw: string, options: TextOptions = {}): void => {
    const { size = textSize, anchor = 'start', tone = 'plain', mark, face } = options;
    const whole = visible(raw);
    const shown = shortenMiddle(whole, room - (mark ? markWidth(size) : 0), size);
    const full = options.full === undefined ? (shown === whole ? null : whole) : visible(options.full);
    if (shown !== '')
      texts.push({
        x,
        y,
        text: shown,
        full,
        size,
        anchor,
        tone,
        ...(mark && { mark }),
        ...(face && { face }),
      });
  };

  return {
    shape,
    text,
    /** Lines of text from the top of a shape; returns nothing, since the caller made the shape high enough. */
    lines: (box: Shape, list: readonly ({ raw: string } & TextOptions)[], top = box.y + padding): void => {
      list.forEach((line, index) => {
        const centre = line.anchor === 'middle';
        const x = centre ? box.x + box.width / 2 : box.x + padding;
        text(x, top + index * lineHeight + textSize - 1, box.width - 2 * padding, line.raw, line);
      });
    },
    wire: (
      id: string,
      points: [number, number][],
      style: Wire['style'] = 'solid',
      arrow: Wire['arrow'] = 'end',
    ): void => {
      wires.push({ id, points, style, arrow });
    },
    figure: (height: number): Figure => ({ width, height, shapes, wires, texts }),
  };
}

export type Draft = ReturnType<typeof draft>;

/** Height of a shape with so many lines of text. */
export const boxHeight = (lines: number): number => lines * lineHeight + 2 * padding - 2;
