import { contains, parseCidr } from '../multus/address.ts';
import { hexOf } from '../random.ts';
import { majorOf } from './grammar/check.ts';
import { jsonC } from './json-c.ts';
import type { FrrMesh } from './mesh.ts';
import { isExternal } from './prefixes.ts';
import type { Router, Session } from './router.ts';

/** `show bfd peers json`: the neighbors that BGP watches by BFD. */
export function showBfdPeers(router: Router, mesh: FrrMesh, now: number): string {
  const peers = mesh
    .sessions(router.key)
    .filter((session) => session.bfd !== undefined)
    .map((session) => bfdPeer(router, session, now));
  return `${jsonC(peers)}\n`;
}

function bfdPeer(router: Router, session: Session, now: number): Record<string, unknown> {
  const { address } = session.neighbor;
  const wanted = parseCidr(address);
  const local = router.interfaces.find((item) =>
    item.addresses.some((own) => {
      const cidr = parseCidr(own);
      return cidr !== undefined && wanted !== undefined && contains(cidr, wanted);
    }),
  );
  const up = session.bfd?.up === true;
  const seconds = Math.max(0, Math.floor((now - (session.bfd?.since ?? now)) / 1000));
  const diagnostic = up || session.established === 0 ? 'ok' : 'neighbor signaled session down';
  const timers = up ? 300 : 1000;
  return {
    multihop: false,
    peer: address,
    local: local?.addresses[0]?.split('/')[0] ?? '',
    vrf: 'default',
    interface: local?.name ?? '',
    id: Number.parseInt(hexOf(`${router.key}/${address}`, 8), 16),
    'remote-id': up ? Number.parseInt(hexOf(`${address}/${router.key}`, 8), 16) : 0,
    'passive-mode': false,
    status: up ? 'up' : 'down',
    ...(up ? { uptime: seconds } : { downtime: seconds }),
    diagnostic,
    'remote-diagnostic': diagnostic,
    'receive-interval': 300,
    'transmit-interval': 300,
    'echo-receive-interval': 50,
    'echo-transmit-interval': 0,
    'detect-multiplier': 3,
    'remote-receive-interval': timers,
    'remote-transmit-interval': timers,
    'remote-echo-receive-interval': up ? 50 : 0,
    'remote-detect-multiplier': 3,
    'rtt-min': 0,
    'rtt-avg': 0,
    'rtt-max': 0,
  };
}

/** `show ip route summary json`. */
export function showRouteSummary(router: Router, mesh: FrrMesh): string {
  const connected = router.interfaces.flatMap((item) =>
    item.addresses.filter((address) => !address.includes(':')),
  );
  const learned = [...mesh.table(router.key, 'ipv4Unicast').values()].flatMap(({ from }) => from ?? []);
  const external = learned.filter(isExternal).length;
  const internal = learned.length - external;
  const ospf = router.interfaces.filter(
    (item) =>
      router.config.ospf !== undefined && router.config.interfaces.get(item.name)?.ospfArea !== undefined,
  ).length;
  const kernel = router.interfaces.filter((item) => item.gateway !== undefined).length;
  const rows = [
    { type: 'kernel', rib: kernel, fib: kernel },
    { type: 'connected', rib: connected.length, fib: connected.length },
    { type: 'static', rib: router.config.staticRoutes.length, fib: router.config.staticRoutes.length },
    // OSPF knows the connected networks too, which the kernel takes from the connected route.
    { type: 'ospf', rib: ospf, fib: 0 },
  ].filter(({ rib }) => rib > 0);
  if (learned.length > 0)
    rows.push({ type: 'ebgp', rib: external, fib: external }, { type: 'ibgp', rib: internal, fib: internal });
  return `${jsonC({
    routes: rows.map(({ type, rib, fib }) => ({ fib, rib, fibOffLoaded: 0, fibTrapped: 0, type })),
    routesTotal: rows.reduce((sum, { rib }) => sum + rib, 0),
    routesTotalFib: rows.reduce((sum, { fib }) => sum + fib, 0),
  })}\n`;
}

/** `show interface brief json`: by name, loopback among them. */
export function showInterfaceBrief(router: Router): string {
  const all = [
    ...router.interfaces.map(({ name, addresses }) => ({ name, addresses })),
    { name: 'lo', addresses: [] },
  ];
  all.sort((left, right) => (left.name < right.name ? -1 : 1));
  return `${jsonC(
    Object.fromEntries(
      all.map(({ name, addresses }) => [name, { status: 'up', vrfName: 'default', addresses }]),
    ),
  )}\n`;
}

export function showVersion(router: Router): string {
  return `FRRouting ${router.version} (${router.hostname}) on Linux(6.1.0-28-amd64).
Copyright 1996-2005 Kunihiro Ishiguro, et al.
configured with:
    '--prefix=/usr' '--sysconfdir=/etc/frr' '--localstatedir=/var/run/frr' '--sbindir=/usr/lib/frr' '--enable-rpki' '--enable-multipath=64' '--enable-user=frr' '--enable-group=frr' '--enable-vty-group=frrvty'
`;
}

export function showDaemons(router: Router): string {
  const [first = 'zebra', ...rest] = alive(router);
  const late = (name: string) => name === 'staticd' || name === 'bfdd';
  const mgmtd = majorOf(router.version) >= 9 ? ['mgmtd'] : [];
  return ` ${[
    ...mgmtd,
    first,
    ...rest
      .filter((name) => !late(name))
      .sort()
      .reverse(),
    'watchfrr',
    ...rest.filter(late),
  ].join(' ')}\n`;
}

function alive({ daemons, dead }: Router): string[] {
  return daemons.filter((name) => !dead.includes(name));
}

export function showWatchfrr(router: Router): string {
  const recent = majorOf(router.version) >= 10;
  const head = `watchfrr global phase: Idle
 Restart Command: "/usr/lib/frr/watchfrr.sh restart %s"
 Start Command: "/usr/lib/frr/watchfrr.sh start %s"
 Stop Command: "/usr/lib/frr/watchfrr.sh stop %s"
 Min Restart Interval: 60
 Max Restart Interval: 600
 Restart Timeout: ${recent ? '90\n Reading Configuration: no' : '20'}
`;
  const [first = 'zebra', ...rest] = router.daemons;
  const all = recent ? [first, 'mgmtd', ...rest] : router.daemons;
  const state = (name: string) =>
    router.dead.includes(name) ? 'Down\n      restarting in 161 seconds (240s backoff interval)\n' : 'Up\n';
  return head + all.map((name) => `  ${name.padEnd(21)}${state(name)}`).join('');
}
