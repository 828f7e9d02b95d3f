import type { PodPath, WayIn, WayOut } from '#lib/domain/network/path.ts';
import { boxHeight, draft, lineHeight } from './draft.ts';
import type { Figure, TextLine } from './figure.ts';
import { narrowBelow } from './interfaces-layout.ts';
import type { FigureWords } from './words.ts';

export interface PathsInput {
  name: string;
  podIP: string | null;
  path: PodPath;
}

type Line = {
  raw: string;
  full?: string;
  tone?: TextLine['tone'];
  mark?: TextLine['mark'];
  anchor?: TextLine['anchor'];
};

const gap = 12;
const mostEntrances = 3;

const fromOutside = (way: WayIn): boolean => way.kind !== 'cluster-ip' && way.kind !== 'headless';

/** Ways of one Service stand together: its box is drawn once, beside all of them. */
export function byService(ways: readonly WayIn[]): WayIn[][] {
  const groups = new Map<string, WayIn[]>();
  for (const way of ways) {
    const group = groups.get(way.service.name);
    if (group) group.push(way);
    else groups.set(way.service.name, [way]);
  }
  return [...groups.values()];
}

function entranceLines(way: WayIn, words: FigureWords): Line[] {
  const title = way.ingress === null ? words.kind[way.kind] : `${words.kind[way.kind]} ${way.ingress}`;
  if (!fromOutside(way)) return [{ raw: words.inCluster, tone: 'strong' }, { raw: way.service.dnsName }];
  const shown = way.entrances.slice(0, mostEntrances).map((raw): Line => ({ raw }));
  const rest = way.entrances.length - shown.length;
  return [
    { raw: title, tone: 'strong' },
    ...(shown.length > 0
      ? shown
      : [{ raw: words.pending, tone: 'warning' as const, mark: 'problem' as const }]),
    ...(rest > 0
      ? [{ raw: words.more(rest), full: way.entrances.join('\u00a0 '), tone: 'muted' as const }]
      : []),
  ];
}

function serviceLines(way: WayIn, words: FigureWords): Line[] {
  const { service } = way;
  const none = service.ready === 0;
  return [
    { raw: service.name, tone: 'strong' },
    { raw: service.clusterIP === null ? service.type : `${service.type} ${service.clusterIP}` },
    {
      raw: words.ready(service.ready, service.total),
      tone: none ? 'warning' : 'plain',
      ...(none ? { mark: 'problem' as const } : {}),
    },
  ];
}

/** What happens to the destination between Service and pod: kube-proxy rewrites it, an Ingress connects anew. */
const translation = (way: WayIn, words: FigureWords): string =>
  way.kind === 'headless' ? words.noNat : way.kind === 'ingress' ? words.proxied : words.dnat;

const servicePort = (way: WayIn): string => `:${way.port.port}/${way.port.protocol}`;

function outLines(way: WayOut, node: PodPath['node'], words: FigureWords): Line[] {
  const seen: Line =
    way.seenAs === null ? { raw: words.addressUnknown, tone: 'muted' } : { raw: way.seenAs, tone: 'strong' };
  const title =
    way.how === 'direct' ? way.interface : node === null ? words.node : `${words.node} ${node.name}`;
  return [{ raw: title }, seen, ...(way.assumed ? [{ raw: words.assumed, tone: 'muted' as const }] : [])];
}

function outLabel(way: WayOut, podIP: string | null, words: FigureWords): string {
  if (way.how === 'direct') return `${way.interface} · ${words.direct}`;
  if (way.how === 'host-network') return words.hostNetwork;
  return `${words.snat} ${podIP ?? '?'} → ${way.seenAs ?? '?'}`;
}

function wide(input: PathsInput, words: FigureWords, width: number): Figure {
  const figure = draft(width);
  const outsideWidth = 84;
  const [toEntrance, toService, toPod] = [32, 92, 104];
  const rest = width - 2 - outsideWidth - toEntrance - toService - toPod;
  const entranceWidth = rest * 0.38;
  const serviceWidth = rest * 0.36;
  const podWidth = rest - entranceWidth - serviceWidth;
  const entranceX = 1 + outsideWidth + toEntrance;
  const serviceX = entranceX + entranceWidth + toService;
  const podX = serviceX + serviceWidth + toPod;
  let y = 1;

  byService(input.path.in).forEach((group, groupIndex) => {
    const [head] = group;
    if (head === undefined) return;
    const lines = serviceLines(head, words);
    const top = y;
    const heights = group.map((way) => Math.max(boxHeight(entranceLines(way, words).length), boxHeight(2)));
    const sum = heights.reduce((a, b) => a + b, 0) + gap * (group.length - 1);
    const height = Math.max(sum, boxHeight(lines.length));
    const service = figure.shape(`service-${groupIndex}`, 'service', {
      x: serviceX,
      y: top,
      width: serviceWidth,
      height,
    });
    figure.lines(service, lines, top + (height - lines.length * lineHeight) / 2 + 1);
    let rowY = top + (height - sum) / 2;
    group.forEach((way, index) => {
      const id = `${groupIndex}-${index}`;
      const rowHeight = heights[index] ?? 0;
      const middle = rowY + rowHeight / 2;
      const role = fromOutside(way) ? 'entrance' : 'cluster';
      const box = { x: entranceX, y: rowY, width: entranceWidth, height: rowHeight };
      const entrance = figure.shape(`entrance-${id}`, role, box);
      const own = entranceLines(way, words);
      figure.lines(entrance, own, rowY + (rowHeight - own.length * lineHeight) / 2 + 1);
      if (fromOutside(way))
        figure.wire(`outside-${id}`, [
          [1 + outsideWidth, middle],
          [entranceX, middle],
        ]);
      const style = way.podReady ? 'solid' : 'dashed';
      figure.wire(`service-${id}`, [
        [entranceX + entranceWidth, middle],
        [serviceX, middle],
      ]);
      figure.text(serviceX - toService / 2 - 4, middle - 6, toService - 18, servicePort(way), {
        anchor: 'middle',
        size: 11,
      });
      if (way.port.name !== null) {
        figure.text(serviceX - toService / 2 - 4, middle + 15, toService - 18, way.port.name, {
          anchor: 'middle',
          size: 11,
          tone: 'muted',
        });
      }
      figure.wire(
        `pod-${id}`,
        [
          [serviceX + serviceWidth, middle],
          [podX, middle],
        ],
        style,
      );
      const labelX = podX - toPod / 2 - 4;
      figure.text(labelX, middle - 6, toPod - 18, translation(way, words), {
        anchor: 'middle',
        size: 11,
        tone: 'translation',
      });
      const target = way.podReady ? `:${way.port.targetPort}` : words.podNotReady;
      figure.text(labelX, middle + 15, toPod - 18, target, {
        anchor: 'middle',
        size: 11,
        ...(way.podReady ? {} : { tone: 'warning' as const, full: `:${way.port.targetPort}` }),
      });
      rowY += rowHeight + gap;
    });
    y = top + height + gap;
  });
  if (input.path.in.length === 0) {
    figure.text(entranceX, y + 24, podX - entranceX - 16, words.noWayIn, { tone: 'muted' });
    y += 44;
  }

  y += input.path.out.length > 0 ? 6 : 0;
  input.path.out.forEach((way, index) => {
    const lines = outLines(way, input.path.node, words);
    const height = boxHeight(lines.length);
    const middle = y + height / 2;
    const box = figure.shape(`address-${index}`, 'address', {
      x: entranceX,
      y,
      width: entranceWidth,
      height,
    });
    figure.lines(box, lines);
    const from = entranceX + entranceWidth;
    figure.wire(
      `out-${index}`,
      [
        [podX, middle],
        [from, middle],
      ],
      way.assumed ? 'assumed' : 'solid',
    );
    figure.text((podX + from) / 2, middle - 6, podX - from - 24, outLabel(way, input.podIP, words), {
      anchor: 'middle',
      size: 11,
      tone: 'translation',
    });
    figure.wire(
      `leave-${index}`,
      [
        [entranceX, middle],
        [1 + outsideWidth, middle],
      ],
      way.assumed ? 'assumed' : 'solid',
    );
    y += height + gap;
  });

  const bottom = Math.max(y - gap, 80);
  const outside = figure.shape('outside', 'outside', { x: 1, y: 1, width: outsideWidth, height: bottom - 1 });
  figure.text(outside.x + outsideWidth / 2, 1 + (bottom - 1) / 2 + 4, outsideWidth - 12, words.outside, {
    anchor: 'middle',
  });
  const pod = figure.shape('pod', 'pod', { x: podX, y: 1, width: podWidth, height: bottom - 1 });
  const podLines: Line[] = [
    { raw: words.pod, tone: 'muted', anchor: 'middle' },
    { raw: input.name, tone: 'strong', anchor: 'middle' },
    { raw: input.podIP ?? words.noAddress, tone: input.podIP === null ? 'muted' : 'plain', anchor: 'middle' },
  ];
  figure.lines(pod, podLines, 1 + (bottom - 1 - podLines.length * lineHeight) / 2);
  return figure.figure(bottom + 1);
}

function narrow(input: PathsInput, words: FigureWords, width: number): Figure {
  const figure = draft(width);
  const left = 20;
  const boxWidth = width - left - 24;
  const rail = width - 9;
  let y = 1;
  const leave: number[] = [];

  byService(input.path.in).forEach((group, groupIndex) => {
    const [head] = group;
    if (head === undefined) return;
    group.forEach((way, index) => {
      const lines = entranceLines(way, words);
      const height = boxHeight(lines.length);
      const role = fromOutside(way) ? 'entrance' : 'cluster';
      const box = figure.shape(`entrance-${groupIndex}-${index}`, role, {
        x: left,
        y,
        width: boxWidth,
        height,
      });
      figure.lines(box, lines);
      y += height + gap;
    });
    const first = figure.figure(0).shapes.find((shape) => shape.id === `entrance-${groupIndex}-0`);
    const lines: Line[] = [
      ...serviceLines(head, words),
      ...group.map(
        (way): Line => ({
          raw: `${servicePort(way)} → :${way.port.targetPort} ${translation(way, words)}${way.podReady ? '' : ` · ${words.podNotReady}`}`,
          tone: way.podReady ? 'translation' : 'warning',
          ...(way.podReady ? {} : { mark: 'not-ready' as const }),
        }),
      ),
    ];
    const top = y + 8;
    const height = boxHeight(lines.length);
    const box = figure.shape(`service-${groupIndex}`, 'service', {
      x: left,
      y: top,
      width: boxWidth,
      height,
    });
    figure.lines(box, lines);
    const entry = top + Math.min(height / 2, 24);
    group.forEach((_, index) => {
      const entrance = figure
        .figure(0)
        .shapes.find((shape) => shape.id === `entrance-${groupIndex}-${index}`);
      if (entrance && first) {
        const middle = entrance.y + entrance.height / 2;
        figure.wire(`service-${groupIndex}-${index}`, [
          [left, middle],
          [9, middle],
          [9, entry],
          [left, entry],
        ]);
      }
    });
    leave.push(top + height / 2);
    y = top + height + gap;
  });
  if (input.path.in.length === 0) {
    figure.text(2, y + 14, width - 4, words.noWayIn, { tone: 'muted' });
    y += 26;
  }
  y += 8;
  const podLines: Line[] = [{ raw: input.name, tone: 'strong' }, { raw: input.podIP ?? words.noAddress }];
  const podHeight = boxHeight(podLines.length);
  const pod = figure.shape('pod', 'pod', { x: left, y, width: boxWidth, height: podHeight });
  figure.lines(pod, podLines);
  const podMiddle = y + podHeight / 2;
  leave.forEach((from, index) => {
    figure.wire(`pod-${index}`, [
      [left + boxWidth, from],
      [rail, from],
      [rail, podMiddle],
      [left + boxWidth, podMiddle],
    ]);
  });
  y += podHeight + gap + 8;
  input.path.out.forEach((way, index) => {
    const label: Line = { raw: outLabel(way, input.podIP, words), tone: 'translation' };
    const lines = [label, ...outLines(way, input.path.node, words)];
    const height = boxHeight(lines.length);
    const box = figure.shape(`address-${index}`, 'address', { x: left, y, width: boxWidth, height });
    figure.lines(box, lines);
    const middle = y + height / 2;
    figure.wire(
      `out-${index}`,
      [
        [left, podMiddle],
        [9, podMiddle],
        [9, middle],
        [left, middle],
      ],
      way.assumed ? 'assumed' : 'solid',
    );
    y += height + gap;
  });
  return figure.figure(y - gap + 2);
}

/** The ways into a pod and out of it, from the outside on the left to the pod on the right. `width` in pixels. */
export const pathsLayout = (input: PathsInput, words: FigureWords, width: number): Figure =>
  width < narrowBelow ? narrow(input, words, Math.max(width, 280)) : wide(input, words, width);
