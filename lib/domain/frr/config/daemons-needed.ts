import type { Delta } from '../../config/config-view.ts';

/** Which daemon takes the lines of a context. Source: FRR's vtysh/vtysh.h and the daemons' own manuals. */
const owners: readonly [RegExp, string][] = [
  [/^router bgp\b/, 'bgpd'],
  [/^router ospf\b/, 'ospfd'],
  [/^router ospf6\b/, 'ospf6d'],
  [/^router isis\b/, 'isisd'],
  [/^router rip\b/, 'ripd'],
  [/^router ripng\b/, 'ripngd'],
  [/^router eigrp\b/, 'eigrpd'],
  [/^router babel\b/, 'babeld'],
  [/^router openfabric\b/, 'fabricd'],
  [/^mpls ldp\b/, 'ldpd'],
  [/^bfd$/, 'bfdd'],
  [/^pbr-map\b/, 'pbrd'],
];

/**
 * A daemon that a difference has lines for and that does not run; null for none. `show running-config` says nothing of it, so all
 * its lines would look as if they were to be added. Run with 8.4.4 and 10.3: no message, exit status 0.
 */
export function missingDaemon({ delete: deletes, add }: Delta, running: ReadonlySet<string>): string | null {
  for (const { context, line } of [...add, ...deletes]) {
    const [first = line] = context;
    const owner = owners.find(([form]) => form.test(first))?.[1];
    if (owner !== undefined && !running.has(owner)) return owner;
  }
  return null;
}
