import type { NetworkInterface } from '#lib/domain/network/interface.ts';
import type { PodPath } from '#lib/domain/network/path.ts';
import { boxHeight, type Draft, draft, lineHeight, padding, textSize } from './draft.ts';
import type { Figure, ShapeRole, TextLine, Wire } from './figure.ts';
import { textWidth, visible } from './text.ts';
import type { FigureWords } from './words.ts';

export interface InterfacesInput {
  name: string;
  interfaces: readonly NetworkInterface[];
  node: PodPath['node'];
  podNetwork: PodPath['podNetwork'];
}

type Line = { raw: string; full?: string; tone?: TextLine['tone']; mark?: TextLine['mark']; size?: number };

const laneGap = 14;
/** Below this width the texts of an interface go into its network's box. */
export const narrowBelow = 680;

/** The addresses in one line: two in full, of more how many there are. */
function addressLine(item: NetworkInterface, words: FigureWords): Line {
  const [first, second, ...rest] = item.addresses;
  if (first === undefined) return { raw: words.noAddress, tone: 'muted' };
  const shown = [
    first,
    ...(second === undefined ? [] : [second]),
    ...(rest.length > 0 ? [words.more(rest.length)] : []),
  ];
  const raw = shown.join(' ');
  return { raw, tone: 'strong', ...(rest.length > 0 ? { full: item.addresses.join(' ') } : {}) };
}

/** What stands above the wire: the marks, then the addresses. */
function aboveWire(item: NetworkInterface, words: FigureWords): Line[] {
  const lines: Line[] = [];
  if (item.isDefaultRoute === true)
    lines.push({ raw: words.defaultRoute, tone: 'default-route', mark: 'default-route' });
  if (item.requested && !item.reported)
    lines.push({ raw: words.notReported, tone: 'warning', mark: 'problem' });
  if (!item.requested) lines.push({ raw: words.notRequested, tone: 'warning', mark: 'problem' });
  lines.push(addressLine(item, words));
  return lines;
}

const told = new Set(['interface-unreported', 'interface-unrequested']);

/** What stands below it: hardware, then what is wrong. */
function belowWire(item: NetworkInterface, words: FigureWords): Line[] {
  const lines: Line[] = [];
  const hardware = [item.mac, item.mtu === null ? null : `MTU ${item.mtu}`]
    .filter((part) => part !== null)
    .join(' · ');
  if (hardware !== '') lines.push({ raw: hardware, tone: 'muted' });
  if (item.device !== null) {
    const { type, address, parent } = item.device;
    lines.push({ raw: [type, address, parent].filter((part) => part !== null).join(' · '), tone: 'muted' });
  }
  if (item.problem !== null && !told.has(item.problem.code)) {
    const remark = item.problem.health === 'ok';
    lines.push({
      raw: words.reason(item.problem),
      tone: remark ? 'muted' : 'warning',
      ...(remark ? {} : { mark: 'problem' as const }),
    });
  }
  return lines;
}

function networkLines(
  item: NetworkInterface,
  first: boolean,
  input: InterfacesInput,
  words: FigureWords,
): Line[] {
  if (first) {
    return [
      { raw: words.podNetwork, tone: 'strong' },
      { raw: words.podNetworkKind(input.podNetwork), full: input.podNetwork.source ?? undefined },
    ].map(({ full, ...line }) => ({ ...line, ...(full === undefined ? {} : { full }) }) as Line);
  }
  const plugins = item.plugins.length > 0 ? item.plugins.join(' → ') : (item.kind ?? words.unknownKind);
  const lines: Line[] = [
    { raw: item.network ?? words.unknownNetwork, tone: item.network === null ? 'muted' : 'strong' },
    { raw: plugins },
  ];
  if (item.ipam !== null) lines.push({ raw: `IPAM ${item.ipam}`, tone: 'muted' });
  if (item.resourceName !== null) lines.push({ raw: item.resourceName, tone: 'muted' });
  return lines;
}

function portRole(item: NetworkInterface): ShapeRole {
  if (item.requested && !item.reported) return 'port-unreported';
  if (!item.requested) return 'port-unrequested';
  return item.problem === null || item.problem.health === 'ok' ? 'port' : 'port-problem';
}

const cable = (item: NetworkInterface): Wire['style'] =>
  item.requested && !item.reported ? 'dashed' : item.requested ? 'solid' : 'dotted';

const isPodNetwork = (item: NetworkInterface, index: number): boolean => index === 0 && item.name === 'eth0';

/** The port on the pod's edge, with its name in it. */
function port(
  figure: Draft,
  item: NetworkInterface,
  index: number,
  x: number,
  y: number,
  width: number,
): void {
  const box = figure.shape(
    `port-${index}`,
    portRole(item),
    { x: x - width / 2, y: y - 12, width, height: 24 },
    'pod',
  );
  figure.text(box.x + width / 2, y + 4, width - 8, item.name, { anchor: 'middle', tone: 'strong' });
}

const portWidth = (interfaces: readonly NetworkInterface[], most: number): number =>
  Math.min(most, Math.max(48, ...interfaces.map((item) => textWidth(visible(item.name), textSize) + 14)));

function wide(input: InterfacesInput, words: FigureWords, width: number): Figure {
  const figure = draft(width);
  const ports = portWidth(input.interfaces, 110);
  const podWidth = Math.max(150, Math.min(250, width * 0.24));
  const pod = { x: 16, right: 16 + podWidth };
  const nodeRight = pod.right + ports / 2 + 12;
  const netWidth = Math.max(170, Math.min(320, width * 0.28));
  const netX = width - netWidth - 1;
  const textX = nodeRight + 12;
  const textRoom = netX - textX - 12;
  const podTop = 50;
  let y = podTop + 44;

  const lanes = input.interfaces.map((item, index) => {
    const above = aboveWire(item, words);
    const below = belowWire(item, words);
    const net = networkLines(item, isPodNetwork(item, index), input, words);
    const beside = (above.length + below.length) * lineHeight + 12;
    const height = Math.max(beside, boxHeight(net.length), 44);
    const top = y;
    y += height + laneGap;
    return {
      item,
      above,
      below,
      net,
      top,
      height,
      wireY: top + (height - beside) / 2 + above.length * lineHeight + 4,
    };
  });

  const podBottom = Math.max(y, podTop + 60);
  figure.shape('node', 'node', { x: 1, y: 1, width: nodeRight - 1, height: podBottom + 13 });
  const nodeText = input.node === null ? words.noNode : `${words.node} ${input.node.name}`;
  figure.text(16, 20, nodeRight - 32, nodeText, { tone: 'plain' });
  if (input.node?.address) figure.text(16, 37, nodeRight - 32, input.node.address, { tone: 'muted' });
  figure.shape('pod', 'pod', { x: pod.x, y: podTop, width: podWidth, height: podBottom - podTop }, 'node');
  figure.text(pod.x + padding, podTop + 18, podWidth - 2 * padding, words.pod, { tone: 'muted', size: 11 });
  figure.text(pod.x + padding, podTop + 36, podWidth - 2 * padding, input.name, { tone: 'strong', size: 13 });

  lanes.forEach(({ item, above, below, net, top, height, wireY }, index) => {
    port(figure, item, index, pod.right, wireY, ports);
    figure.wire(
      `cable-${index}`,
      [
        [pod.right + ports / 2, wireY],
        [netX, wireY],
      ],
      cable(item),
      'none',
    );
    above.forEach((line, at) => {
      figure.text(textX, wireY - 6 - (above.length - 1 - at) * lineHeight, textRoom, line.raw, line);
    });
    below.forEach((line, at) => {
      figure.text(textX, wireY + 16 + at * lineHeight, textRoom, line.raw, line);
    });
    const role = isPodNetwork(item, index) ? 'pod-network' : 'network';
    const box = figure.shape(`network-${index}`, role, { x: netX, y: top, width: netWidth, height });
    figure.lines(box, net, top + (height - net.length * lineHeight) / 2 + 1);
  });
  return figure.figure(podBottom + 16);
}

function narrow(input: InterfacesInput, words: FigureWords, width: number): Figure {
  const figure = draft(width);
  const ports = portWidth(input.interfaces, 84);
  const podRight = 1 + ports / 2 + 16;
  const boxX = podRight + ports / 2 + 18;
  const head: Line[] = [
    { raw: input.name, tone: 'strong', size: 13 },
    input.node === null
      ? { raw: words.noNode, tone: 'muted' }
      : {
          raw: [`${words.node} ${input.node.name}`, input.node.address].filter(Boolean).join(' · '),
          tone: 'muted',
        },
  ];
  head.forEach((line, index) => {
    figure.text(2, 16 + index * 18, width - 4, line.raw, line);
  });
  const podTop = 44;
  let y = podTop + 10;
  const lanes = input.interfaces.map((item, index) => {
    const lines = [
      ...networkLines(item, isPodNetwork(item, index), input, words),
      ...aboveWire(item, words),
      ...belowWire(item, words),
    ];
    const top = y;
    y += boxHeight(lines.length) + laneGap;
    return { item, lines, top, height: boxHeight(lines.length) };
  });
  const podBottom = Math.max(y, podTop + 40);
  figure.shape('pod', 'pod', { x: 1, y: podTop, width: podRight - 1, height: podBottom - podTop });
  lanes.forEach(({ item, lines, top, height }, index) => {
    const wireY = top + height / 2;
    port(figure, item, index, podRight, wireY, ports);
    figure.wire(
      `cable-${index}`,
      [
        [podRight + ports / 2, wireY],
        [boxX, wireY],
      ],
      cable(item),
      'none',
    );
    const role = isPodNetwork(item, index) ? 'pod-network' : 'network';
    const box = figure.shape(`network-${index}`, role, { x: boxX, y: top, width: width - boxX - 1, height });
    figure.lines(box, lines);
  });
  return figure.figure(podBottom + 2);
}

/** The pod as a box with its interfaces as ports, each with the network it leads to. `width` in pixels. */
export const interfacesLayout = (input: InterfacesInput, words: FigureWords, width: number): Figure =>
  width < narrowBelow ? narrow(input, words, Math.max(width, 280)) : wide(input, words, width);
