import type { KeyKind } from './config-view.ts';

/** Daemons with a file of their own where `service integrated-vtysh-config` is off. Source: FRR's tools/frrcommon.sh.in. */
const daemonFile =
  /^(zebra|bgpd|ripd|ripngd|ospfd|ospf6d|isisd|babeld|pimd|pim6d|ldpd|nhrpd|eigrpd|sharpd|pbrd|staticd|bfdd|fabricd|vrrpd|pathd|mgmtd)\.conf$/;

/** What a key of a ConfigMap holds, by its name. */
export function keyKind(key: string): KeyKind {
  if (key === 'frr.conf' || daemonFile.test(key)) return 'frr';
  if (key === 'daemons') return 'daemons';
  if (key === 'vtysh.conf') return 'vtysh';
  if (/\.ya?ml$/.test(key)) return 'yaml';
  if (/\.json$/.test(key)) return 'json';
  return 'text';
}
