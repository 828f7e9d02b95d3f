import { cut } from '../cut.ts';
import type { NetworkAttachmentDefinition } from '../kubernetes.ts';
import { entryLimit, fieldsOf, kindOf, parseJson } from './annotation-json.ts';

/** What a NetworkAttachmentDefinition says. */
export interface DefinitionContent {
  /** The first plugin's `type`; null where the configuration is a file on the node, or unreadable. */
  kind: string | null;
  plugins: string[];
  ipam: string | null;
  ranges: string[];
  parent: string | null;
  vlan: number | null;
  mtu: number | null;
  resourceName: string | null;
  /** Why the configuration could not be read; null where it could. */
  problem: string | null;
  /** The configuration as written, where it could not be read; cut to 4,096 characters. */
  unreadable: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a NetworkAttachmentDefinition: `spec.config` as one plugin (`type`) or a list (`plugins`). Without `spec.config`
 * a file on the node says what the network is, which the cluster does not show.
 * Source: CNI specification 1.1, section 1; Kubernetes Network Custom Resource Definition De-facto Standard v1.3,
 * section 3.3. The fields read are those of the plugins bridge, macvlan, ipvlan, vlan, host-device, sriov, ovs and
 * ovn-k8s-cni-overlay, and of host-local, static and whereabouts.
 */
export function readDefinition(definition: NetworkAttachmentDefinition): DefinitionContent {
  const resourceName = definition.metadata.annotations?.['k8s.v1.cni.cncf.io/resourceName'] ?? null;
  const config = definition.spec?.config;
  if (config === undefined || config === null || config === '') return content([], { resourceName });
  if (typeof config !== 'string')
    return unreadable(config, `spec.config is ${kindOf(config)}, not a string.`, resourceName);
  const parsed = parseJson(config);
  if (!parsed.ok) return unreadable(config, parsed.problem, resourceName);
  const fields = fieldsOf(parsed.value);
  if (!fields) return unreadable(config, `It is ${kindOf(parsed.value)}, not an object.`, resourceName);
  const plugins = pluginsOf(fields);
  return plugins.length === 0
    ? unreadable(config, 'It names no plugin: neither "type" nor "plugins" with a "type".', resourceName)
    : content(plugins, { resourceName });
}

function pluginsOf(fields: Fields): Fields[] {
  const candidates: unknown[] = Array.isArray(fields.plugins)
    ? fields.plugins.slice(0, entryLimit)
    : [fields];
  return candidates
    .map(fieldsOf)
    .filter((plugin): plugin is Fields => plugin !== undefined && text(plugin.type) !== null);
}

function content(
  plugins: readonly Fields[],
  more: Pick<DefinitionContent, 'resourceName'>,
): DefinitionContent {
  const ipam = plugins
    .map((plugin) => fieldsOf(plugin.ipam))
    .find((found) => found && text(found.type) !== null);
  const first = <T>(read: (plugin: Fields) => T | null): T | null =>
    plugins.map(read).find((found) => found !== null) ?? null;
  return {
    kind: text(plugins[0]?.type),
    plugins: plugins.flatMap((plugin) => text(plugin.type) ?? []),
    ipam: text(ipam?.type),
    ranges: [...ranges(ipam ?? {}), ...plugins.flatMap((plugin) => split(plugin.subnets))].slice(
      0,
      entryLimit,
    ),
    parent: first((p) => text(p.master) ?? text(p.bridge) ?? text(p.device) ?? text(p.pciBusID)),
    vlan: first((p) => number(p.vlan) ?? number(p.vlanId) ?? number(p.vlanID)),
    mtu: first((p) => number(p.mtu)),
    problem: null,
    unreadable: null,
    ...more,
  };
}

function unreadable(config: unknown, problem: string, resourceName: string | null): DefinitionContent {
  const written = typeof config === 'string' ? config : JSON.stringify(config);
  return { ...content([], { resourceName }), problem, unreadable: cut(written, 4096) };
}

/** Subnets and addresses in the words of host-local, whereabouts and static. */
function ranges(ipam: Fields): string[] {
  const nested = list(ipam.ranges).flatMap(list);
  return [
    text(ipam.subnet) ?? text(ipam.range),
    ...[...nested, ...list(ipam.ranges), ...list(ipam.ipRanges), ...list(ipam.addresses)].flatMap((item) => {
      const fields = fieldsOf(item);
      return fields ? (text(fields.subnet) ?? text(fields.range) ?? text(fields.address)) : [];
    }),
  ].flatMap((found) => found ?? []);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, entryLimit) : [];
}

/** ovn-k8s-cni-overlay writes `subnets` as one text with commas. */
function split(value: unknown): string[] {
  return (text(value) ?? '').split(',').flatMap((part) => part.trim() || []);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? cut(value, 253) : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
