import { useId } from 'react';
import { healthInk, healthShapes } from '../ui/health-mark.tsx';
import { type Figure, markWidth, type Shape, type TextLine, type Wire } from './figure.ts';
import { type Ink, ink, shapeLooks, toneLooks, wireLooks } from './figure-look.ts';
import { textWidth } from './text.ts';

const fonts = { sans: 'var(--font-sans)', mono: 'var(--font-mono)' };
const paint = (name: Ink | 'none'): string => (name === 'none' ? name : ink(name));

function Box({ shape }: { shape: Shape }) {
  const look = shapeLooks[shape.role];
  return (
    <rect
      x={shape.x}
      y={shape.y}
      width={shape.width}
      height={shape.height}
      rx={Math.min(look.radius, shape.height / 2)}
      fill={paint(look.fill)}
      fillOpacity={look.opacity}
      stroke={paint(look.stroke)}
      strokeWidth={look.width}
      strokeDasharray={look.dash}
    />
  );
}

/** A triangle for a problem, a flag for the default route, a struck circle for what is not ready. */
function Mark({
  kind,
  x,
  y,
  size,
}: {
  kind: NonNullable<TextLine['mark']>;
  x: number;
  y: number;
  size: number;
}) {
  const top = y - size + 2;
  if (kind === 'default-route') {
    return (
      <path
        d={`M${x + 1.5} ${y + 1}V${top}h${size - 4}l-3 3 3 3h${4 - size}`}
        fill={ink('accent')}
        stroke={ink('accent')}
        strokeWidth={1.5}
      />
    );
  }
  if (kind === 'not-ready') {
    const middle = top + (size - 2) / 2;
    return (
      <path
        d={`M${x + 1} ${middle}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0M${x + 2.5} ${middle + 3}l6 -6`}
        fill="none"
        stroke={ink('degraded')}
        strokeWidth={1.5}
      />
    );
  }
  if (kind !== 'problem') {
    return (
      <g
        transform={`translate(${x} ${top}) scale(${(size - 1) / 16})`}
        fill={healthInk(kind)}
        color={healthInk(kind)}
      >
        {healthShapes[kind]}
      </g>
    );
  }
  const middle = x + (size - 1) / 2;
  return (
    <g>
      <path
        d={`M${middle} ${top}L${x + size - 1} ${y + 1}H${x}Z`}
        fill={ink('degraded-solid')}
        stroke={ink('degraded-solid')}
        strokeWidth={1}
        strokeLinejoin="round"
      />
      <path
        d={`M${middle} ${top + 3.5}v${size - 7.5}M${middle} ${y - 0.8}v0.6`}
        stroke={ink('raised')}
        strokeWidth={1.5}
      />
    </g>
  );
}

function Text({ line, onPort }: { line: TextLine; onPort: boolean }) {
  const mark = line.mark ? markWidth(line.size) : 0;
  const width = textWidth(line.text, line.size) + mark;
  const start =
    line.anchor === 'start' ? line.x : line.anchor === 'end' ? line.x - width : line.x - width / 2;
  return (
    <>
      {line.mark && <Mark kind={line.mark} x={start} y={line.y} size={line.size} />}
      <text
        x={line.anchor === 'start' ? line.x + mark : line.x}
        y={line.y}
        fontSize={line.size}
        textAnchor={line.anchor}
        fontFamily={fonts[line.face ?? 'mono']}
        fontWeight={onPort || toneLooks[line.tone].bold ? 600 : 400}
        fill={ink(onPort ? 'on-accent' : toneLooks[line.tone].fill)}
      >
        {line.full !== null && <title>{line.full}</title>}
        {line.text}
      </text>
    </>
  );
}

function Line({ wire, arrow }: { wire: Wire; arrow: string }) {
  const look = wireLooks[wire.style];
  const points = wire.points.map((point) => point.join(',')).join(' ');
  return (
    <>
      {/* A way that crosses a network is no part of it. */}
      {wire.style === 'drop' && (
        <polyline points={points} fill="none" stroke={ink('surface')} strokeWidth={7} />
      )}
      <polyline
        points={points}
        fill="none"
        stroke={ink(look.stroke)}
        strokeWidth={look.width}
        strokeDasharray={look.dash}
        strokeLinejoin="round"
        markerEnd={wire.arrow === 'end' ? `url(#${arrow})` : undefined}
      />
    </>
  );
}

const within = (line: TextLine, shape: Shape): boolean =>
  line.x >= shape.x &&
  line.x <= shape.x + shape.width &&
  line.y >= shape.y &&
  line.y <= shape.y + shape.height;

/** Drawn over the wires that end there. */
const isOnTop = ({ role }: Shape): boolean => role.startsWith('port') || role === 'joint';

/** Draws a figure at its own size. Hidden from screen readers: the caller gives the same in words. */
export function FigureSvg({ figure }: { figure: Figure }) {
  const arrow = useId();
  const ports = figure.shapes.filter((shape) => shape.role === 'port');
  return (
    <svg
      aria-hidden="true"
      width={figure.width}
      height={figure.height}
      viewBox={`0 0 ${figure.width} ${figure.height}`}
      className="block max-w-full"
    >
      <defs>
        <marker
          id={arrow}
          viewBox="0 0 8 8"
          refX="7.5"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0.5L8 4L0 7.5Z" fill={ink('line-strong')} />
        </marker>
      </defs>
      {figure.shapes
        .filter((shape) => !isOnTop(shape))
        .map((shape) => (
          <Box key={shape.id} shape={shape} />
        ))}
      {figure.wires.map((wire) => (
        <Line key={wire.id} wire={wire} arrow={arrow} />
      ))}
      {figure.shapes.filter(isOnTop).map((shape) => (
        <Box key={shape.id} shape={shape} />
      ))}
      {figure.texts.map((line) => (
        <Text
          key={`${line.x} ${line.y} ${line.anchor}`}
          line={line}
          onPort={ports.some((port) => within(line, port))}
        />
      ))}
    </svg>
  );
}
