import type { Health } from '#lib/domain/health.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { lacksSessions } from '#lib/domain/workload/session-count.ts';
import type { WireNetwork } from '../function/function-networks.ts';
import { functionKey } from '../function/paths.ts';
import { type Draft, draft, lineHeight } from '../pod-figure/draft.ts';
import type { Figure, Shape, TextLine } from '../pod-figure/figure.ts';
import { textWidth } from '../pod-figure/text.ts';
import { railsOf } from './rails.ts';

export interface ChainInput {
  namespace: string;
  name: string;
  functions: readonly FunctionRow[];
  /** By function key. */
  networks: ReadonlyMap<string, ReadonlyMap<string, WireNetwork>>;
}

/** The words on the drawing, in the reader's language. */
export interface ChainWords {
  podNetwork: string;
  noPods: string;
  ready: (ready: number, desired: number) => string;
  sessions: (of: NonNullable<FunctionRow['sessions']>) => string;
  /** What a run does to the function now, and how far it is. */
  run: (run: NonNullable<FunctionRow['upgrade']>) => string;
  reason: (reason: FunctionRow['reasons'][number]) => string;
}

/** Pixels; a slide shows five functions at about twice this size. */
const block = { width: 196, padding: 13, top: 64, gap: 104 };
const margin = 4;
const row = 20;
const railStep = 44;
const drop = { left: 22, step: 15 };
/** More than these would be a bar nobody counts. */
const mostPips = 8;

type Line = { raw: string } & Partial<Pick<TextLine, 'size' | 'tone' | 'mark' | 'face'>>;

const healthMark = (health: Health): Health | undefined => (health === 'ok' ? undefined : health);

/** What stands in a function's block below its name, each line as high as a version's. */
function linesOf(one: FunctionRow, words: ChainWords): Line[] {
  const [worst] = one.reasons.filter(({ health }) => health !== 'ok');
  const { sessions } = one;
  return [
    { raw: words.ready(one.ready, one.desired) },
    ...(sessions
      ? [
          {
            raw: words.sessions(sessions),
            mark: lacksSessions(sessions) ? ('degraded' as const) : ('ok' as const),
          },
        ]
      : []),
    ...(one.upgrade ? [{ raw: words.run(one.upgrade), mark: 'progressing' as const }] : []),
    ...(worst ? [{ raw: words.reason(worst), mark: healthMark(worst.health) }] : []),
  ].map(({ mark, ...line }) => ({ ...line, ...(mark && { mark }) }));
}

function pips(figure: Draft, id: string, x: number, y: number, counts: [number, number, number]): void {
  const [ready, waiting, missing] = counts;
  const roles = [
    ...Array.from({ length: ready }, () => 'pip-ready' as const),
    ...Array.from({ length: waiting }, () => 'pip-waiting' as const),
    ...Array.from({ length: missing }, () => 'pip-missing' as const),
  ];
  if (roles.length > mostPips) return;
  for (const [index, role] of roles.entries())
    figure.shape(`${id}-${index}`, role, { x: x + index * 11, y: y - 11, width: 8, height: 12 });
}

function drawFunction(figure: Draft, one: FunctionRow, box: Shape, words: ChainWords): void {
  const x = box.x + block.padding;
  const room = box.width - 2 * block.padding;
  const mark = healthMark(one.health);
  figure.text(x, box.y + 28, room, one.component, {
    size: 16,
    tone: 'strong',
    face: 'sans',
    ...(mark && { mark }),
  });
  if (one.name !== one.component) figure.text(x, box.y + 45, room, one.name, { size: 11, tone: 'muted' });
  let y = box.y + 68;
  const running = one.versions.reduce((sum, { replicas }) => sum + replicas, 0);
  const missing = Math.max(0, one.desired - running);
  if (one.versions.length === 0) {
    figure.text(x, y, room, `${one.targetVersion ?? '–'} · ${words.noPods}`, { tone: 'muted' });
    y += row;
  }
  for (const [index, { version, replicas, ready }] of one.versions.entries()) {
    const count = replicas > 1 ? ` ×${replicas}` : '';
    const last = index === one.versions.length - 1;
    const counts: [number, number, number] = [ready, replicas - ready, last ? missing : 0];
    const lights = replicas + counts[2] > mostPips ? 0 : (replicas + counts[2]) * 11 + 6;
    figure.text(x, y, room - lights, `${version}${count}`, { size: 14, tone: 'strong' });
    const width = Math.min(textWidth(`${version}${count}`, 14), room - lights);
    if (lights > 0) pips(figure, `${box.id}-${index}`, x + width + 8, y, counts);
    y += row;
  }
  for (const { raw, ...line } of linesOf(one, words)) {
    figure.text(x, y, room, raw, line);
    y += lineHeight + 1;
  }
}

const heightOf = (one: FunctionRow, words: ChainWords): number =>
  68 + Math.max(1, one.versions.length) * row + linesOf(one, words).length * (lineHeight + 1) - 4;

/** What the line to the next function is: the secondary networks that both are on, or only the pod network. */
function wireNames(input: ChainInput, from: FunctionRow, to: FunctionRow, words: ChainWords): string[] {
  const there = input.networks.get(functionKey(to));
  const shared = [...(input.networks.get(functionKey(from))?.keys() ?? [])].filter((one) => there?.has(one));
  return shared.length === 0 ? [words.podNetwork] : shared.map((one) => one.split('/').at(-1) ?? one);
}

/** The chain's functions on one wire, and below them the secondary networks with a drop from each that is on it. */
export function chainLayout(input: ChainInput, words: ChainWords): Figure {
  const { functions } = input;
  const count = functions.length;
  const width = Math.max(480, 2 * margin + count * block.width + Math.max(0, count - 1) * block.gap);
  const figure = draft(width);
  figure.text(margin, 36, width - 2 * margin, input.name, { size: 20, tone: 'strong', face: 'sans' });
  const named = Math.min(textWidth(input.name, 20) * 0.95, width / 2);
  figure.text(margin + named + 10, 36, width - 2 * margin - named, input.namespace, { tone: 'muted' });

  const height = Math.max(0, ...functions.map((one) => heightOf(one, words)));
  const bottom = block.top + height;
  const xOf = (index: number): number => margin + index * (block.width + block.gap);
  const wireY = block.top + 23;

  for (const [index, one] of functions.entries()) {
    const next = functions[index + 1];
    if (!next) continue;
    const from = xOf(index) + block.width;
    figure.wire(
      `wire-${index}`,
      [
        [from, wireY],
        [from + block.gap, wireY],
      ],
      'solid',
    );
    for (const [line, name] of wireNames(input, one, next, words).slice(0, 4).entries())
      figure.text(from + block.gap / 2, wireY + 18 + line * 15, block.gap - 8, name, {
        anchor: 'middle',
        size: 11,
        tone: name === words.podNetwork ? 'muted' : 'translation',
      });
  }

  const rails = railsOf(functions, input.networks);
  const railY = (place: number): number => bottom + railStep * (place + 1) - 6;
  const dropX = (index: number, place: number): number => xOf(index) + drop.left + drop.step * place;
  for (const [place, { network, on }] of rails.entries()) {
    const y = railY(place);
    const [first, last] = [dropX(on.indexOf(true), place), dropX(on.lastIndexOf(true), place)];
    // A network that only one function is on still leads somewhere: its rail goes on for as long as its name.
    const alone = Math.max(last, first + block.width - drop.left);
    figure.wire(
      `rail-${place}`,
      [
        [first, y],
        [first === last ? alone : last, y],
      ],
      'rail',
      'none',
    );
    const x = xOf(on.indexOf(true)) + drop.left + drop.step * rails.length + 2;
    const name = network.name.split('/').at(-1) ?? network.name;
    const room = block.width + block.gap - drop.left - drop.step * rails.length - 8;
    figure.text(x, y - 7, room, network.kind === null ? name : `${name} · ${network.kind}`, {
      tone: 'translation',
      full: network.name,
    });
  }
  for (const [place, { on }] of rails.entries()) {
    for (const [index] of functions.entries()) {
      if (!on[index]) continue;
      const [x, y] = [dropX(index, place), railY(place)];
      figure.wire(
        `drop-${place}-${index}`,
        [
          [x, bottom],
          [x, y],
        ],
        'drop',
        'none',
      );
      figure.shape(`joint-${place}-${index}`, 'joint', { x: x - 5, y: y - 5, width: 10, height: 10 });
    }
  }

  for (const [index, one] of functions.entries()) {
    const box = { x: xOf(index), y: block.top, width: block.width, height };
    const shape = figure.shape(`function-${index}`, 'function', box);
    figure.shape(`edge-${index}`, `edge-${one.health}`, { ...box, height: 4 }, shape.id);
    drawFunction(figure, one, shape, words);
  }
  return figure.figure((rails.length > 0 ? railY(rails.length - 1) + 10 : bottom) + margin);
}
