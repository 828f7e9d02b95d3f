import type { NetworkInterface } from '#lib/domain/network/interface.ts';
import type { WayIn, WayOut } from '#lib/domain/network/path.ts';
import type { InterfacesInput } from './interfaces-layout.ts';
import type { PathsInput } from './paths-layout.ts';
import { visible } from './text.ts';
import type { FigureWords } from './words.ts';

const sentence = (parts: readonly (string | null)[]): string =>
  visible(parts.filter((part) => part !== null && part !== '').join(', '));

function describeInterface(
  item: NetworkInterface,
  first: boolean,
  input: InterfacesInput,
  words: FigureWords,
): string {
  const plugins = item.plugins.length > 0 ? item.plugins.join(' → ') : (item.kind ?? words.unknownKind);
  return sentence([
    item.name,
    first ? words.podNetwork : (item.network ?? words.unknownNetwork),
    first ? words.podNetworkKind(input.podNetwork) : plugins,
    item.addresses.length > 0 ? item.addresses.join(' ') : words.noAddress,
    item.mac,
    item.mtu === null ? null : `MTU ${item.mtu}`,
    item.device === null ? null : [item.device.type, item.device.address].filter(Boolean).join(' '),
    item.isDefaultRoute === true ? words.defaultRoute : null,
    item.requested && !item.reported ? words.notReported : null,
    item.requested ? null : words.notRequested,
    item.problem === null ? null : words.reason(item.problem),
  ]);
}

/** The figure of the interfaces in words, one sentence an interface, for those who do not see it. */
export const describeInterfaces = (input: InterfacesInput, words: FigureWords): string[] =>
  input.interfaces.map((item, index) =>
    describeInterface(item, index === 0 && item.name === 'eth0', input, words),
  );

function describeWayIn(way: WayIn, words: FigureWords): string {
  const { service, port } = way;
  const translated =
    way.kind === 'headless' ? words.noNat : way.kind === 'ingress' ? words.proxied : words.dnat;
  return sentence([
    way.ingress === null ? words.kind[way.kind] : `${words.kind[way.kind]} ${way.ingress}`,
    way.entrances.length > 0 ? way.entrances.join(' ') : service.dnsName,
    `Service ${service.name} ${service.clusterIP ?? service.type}`,
    words.ready(service.ready, service.total),
    `:${port.port}/${port.protocol} → :${port.targetPort}`,
    translated,
    way.podReady ? null : words.podNotReady,
  ]);
}

function describeWayOut(way: WayOut, input: PathsInput, words: FigureWords): string {
  const how = {
    'node-snat': words.snat,
    'host-network': words.hostNetwork,
    direct: words.direct,
  } satisfies Record<WayOut['how'], string>;
  return sentence([
    way.interface,
    how[way.how],
    `${input.podIP !== null && way.how === 'node-snat' ? `${input.podIP} → ` : ''}${way.seenAs ?? words.addressUnknown}`,
    way.assumed ? words.assumed : null,
  ]);
}

/** The figure of the ways in and out in words, one sentence a way. */
export const describePaths = (input: PathsInput, words: FigureWords): string[] => [
  ...(input.path.in.length > 0 ? input.path.in.map((way) => describeWayIn(way, words)) : [words.noWayIn]),
  ...input.path.out.map((way) => describeWayOut(way, input, words)),
];
