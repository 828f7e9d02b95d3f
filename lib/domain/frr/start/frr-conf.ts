import { daemonsIn } from '../config/daemon-lines.ts';
import type { StartInput, StartRouting } from './start-input.ts';

/** The release that an image's tag names, as `frr version` wants it; null for a tag that is none. */
export function versionOf(image: string): string | null {
  return /:v?(\d+\.\d+(?:\.\d+)?)$/.exec(image)?.[1] ?? null;
}

/** frr.conf: the pasted text as it is, or one made of what was said. */
export function frrConf({ name, image, config }: Pick<StartInput, 'name' | 'image' | 'config'>): string {
  if ('text' in config) return config.text.endsWith('\n') ? config.text : `${config.text}\n`;
  const version = versionOf(image);
  return [
    ...(version === null ? [] : [`frr version ${version}`]),
    'frr defaults traditional',
    `hostname ${name}`,
    'log stdout informational',
    'service integrated-vtysh-config',
    '!',
    ...routing(config),
    '',
  ].join('\n');
}

/** A neighbor of another AS gets a route-map for each direction: without one nothing passes (RFC 8212). */
function routing({ asn, routerId, neighbors, announce }: StartRouting): string[] {
  const family = (six: boolean): string[] => {
    const isOf = (address: string) => address.includes(':') === six;
    const near = neighbors.filter(({ address }) => isOf(address));
    const prefixes = announce.filter(isOf);
    // FRR gives every neighbor IPv4 unicast unless it is said otherwise.
    const without = six ? [] : neighbors.filter(({ address }) => !isOf(address));
    if (near.length + prefixes.length + without.length === 0) return [];
    return [
      ' !',
      ` address-family ${six ? 'ipv6' : 'ipv4'} unicast`,
      ...prefixes.map((prefix) => `  network ${prefix}`),
      ...without.map(({ address }) => `  no neighbor ${address} activate`),
      ...near.flatMap((neighbor) => [
        ...(six ? [`  neighbor ${neighbor.address} activate`] : []),
        ...(neighbor.asn === asn
          ? []
          : ['in', 'out'].map((way) => `  neighbor ${neighbor.address} route-map PASS ${way}`)),
      ]),
      ' exit-address-family',
    ];
  };
  // `network` announces only what the routing table has: a route into nowhere puts it there.
  const routes = announce.map(
    (prefix) => `${prefix.includes(':') ? 'ipv6' : 'ip'} route ${prefix} blackhole`,
  );
  return [
    ...routes,
    ...(routes.length > 0 ? ['!'] : []),
    `router bgp ${asn}`,
    ` bgp router-id ${routerId}`,
    ' bgp log-neighbor-changes',
    ...neighbors.flatMap((neighbor) => [
      ` neighbor ${neighbor.address} remote-as ${neighbor.asn}`,
      ...(neighbor.description === null
        ? []
        : [` neighbor ${neighbor.address} description ${neighbor.description}`]),
    ]),
    ...family(false),
    ...family(true),
    'exit',
    '!',
    ...(neighbors.some((neighbor) => neighbor.asn !== asn) ? ['route-map PASS permit 10', 'exit', '!'] : []),
  ];
}

/** /etc/frr/daemons, with what the configuration needs switched on; zebra and staticd always run. */
export function daemonsFile(conf: string): string {
  const on = daemonNames(conf);
  const options = on.map(
    (daemon) => `${daemon}_options="  -A 127.0.0.1${daemon === 'zebra' ? ' -s 90000000' : ''}"`,
  );
  return `${[...on.map((daemon) => `${daemon}=yes`), 'vtysh_enable=yes', ...options].join('\n')}\n`;
}

/** The daemons that are switched on, as `show daemons` must name them. */
export const daemonNames = (conf: string): string[] => ['zebra', 'staticd', ...daemonsIn(conf).keys()];
