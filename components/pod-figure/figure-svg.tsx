import clsx from 'clsx';
import { useId } from 'react';
import { type Figure, markWidth, type Shape, type ShapeRole, type TextLine, type Wire } from './figure.ts';
import { textWidth } from './text.ts';

/** Line, fill and corner of each role: what differs in meaning differs in shape, not in colour alone. */
const looks = {
  node: { className: 'fill-sunken/60 stroke-line-strong', radius: 4, width: 1, dash: '2 3' },
  pod: { className: 'fill-raised stroke-text', radius: 6, width: 1.75 },
  port: { className: 'fill-accent stroke-accent', radius: 3, width: 1.5 },
  'port-unreported': { className: 'fill-surface stroke-degraded', radius: 3, width: 1.5, dash: '4 3' },
  'port-unrequested': { className: 'fill-surface stroke-unknown', radius: 12, width: 1.5, dash: '1.5 2.5' },
  'port-problem': { className: 'fill-down-soft stroke-down', radius: 0, width: 2.25 },
  'pod-network': { className: 'fill-accent-soft stroke-accent', radius: 16, width: 1.25 },
  network: { className: 'fill-surface stroke-line-strong', radius: 4, width: 1.25 },
  outside: { className: 'fill-sunken stroke-line-strong', radius: 18, width: 1 },
  entrance: { className: 'fill-surface stroke-line-strong', radius: 4, width: 1.25 },
  cluster: { className: 'fill-surface stroke-line-strong', radius: 16, width: 1.25, dash: '5 4' },
  service: { className: 'fill-accent-soft stroke-accent', radius: 4, width: 1.25 },
  address: { className: 'fill-surface stroke-line-strong', radius: 4, width: 1.25 },
} satisfies Record<ShapeRole, { className: string; radius: number; width: number; dash?: string }>;

const tones = {
  strong: 'fill-text font-semibold',
  plain: 'fill-text',
  muted: 'fill-muted',
  warning: 'fill-degraded font-semibold',
  'default-route': 'fill-accent font-semibold',
  translation: 'fill-accent',
} satisfies Record<TextLine['tone'], string>;

const dashes = { solid: undefined, assumed: '3 3', dashed: '6 4', dotted: '1.5 3.5' } satisfies Record<
  Wire['style'],
  string | undefined
>;

function Box({ shape }: { shape: Shape }) {
  const look: (typeof looks)[ShapeRole] & { dash?: string } = looks[shape.role];
  return (
    <rect
      x={shape.x}
      y={shape.y}
      width={shape.width}
      height={shape.height}
      rx={Math.min(look.radius, shape.height / 2)}
      strokeWidth={look.width}
      strokeDasharray={look.dash}
      className={look.className}
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
        className="fill-accent stroke-accent"
        strokeWidth={1.5}
      />
    );
  }
  if (kind === 'not-ready') {
    const middle = top + (size - 2) / 2;
    return (
      <path
        d={`M${x + 1} ${middle}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0M${x + 2.5} ${middle + 3}l6 -6`}
        className="fill-transparent stroke-degraded"
        strokeWidth={1.5}
      />
    );
  }
  const middle = x + (size - 1) / 2;
  return (
    <g>
      <path
        d={`M${middle} ${top}L${x + size - 1} ${y + 1}H${x}Z`}
        className="fill-degraded-solid stroke-degraded-solid"
        strokeWidth={1}
        strokeLinejoin="round"
      />
      <path
        d={`M${middle} ${top + 3.5}v${size - 7.5}M${middle} ${y - 0.8}v0.6`}
        className="stroke-raised"
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
        className={clsx('font-mono', onPort ? 'fill-on-accent font-semibold' : tones[line.tone])}
      >
        {line.full !== null && <title>{line.full}</title>}
        {line.text}
      </text>
    </>
  );
}

const within = (line: TextLine, shape: Shape): boolean =>
  line.x >= shape.x &&
  line.x <= shape.x + shape.width &&
  line.y >= shape.y &&
  line.y <= shape.y + shape.height;

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
          <path d="M0 0.5L8 4L0 7.5Z" className="fill-line-strong" />
        </marker>
      </defs>
      {figure.shapes
        .filter((shape) => !shape.role.startsWith('port'))
        .map((shape) => (
          <Box key={shape.id} shape={shape} />
        ))}
      {figure.wires.map((wire) => (
        <polyline
          key={wire.id}
          points={wire.points.map((point) => point.join(',')).join(' ')}
          strokeDasharray={dashes[wire.style]}
          strokeWidth={1.5}
          strokeLinejoin="round"
          markerEnd={wire.arrow === 'end' ? `url(#${arrow})` : undefined}
          className={clsx(
            'fill-transparent',
            wire.style === 'solid' || wire.style === 'assumed' ? 'stroke-line-strong' : 'stroke-degraded',
          )}
        />
      ))}
      {figure.shapes
        .filter((shape) => shape.role.startsWith('port'))
        .map((shape) => (
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
