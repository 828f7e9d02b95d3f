import { array, record, text } from '../object.ts';
import { age } from './age.ts';
import { columns, formatLabels, type Printer } from './printer.ts';

export const servicePrinter: Printer = {
  columns: columns('Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', 'Selector+'),
  cells: ({ metadata, spec, status }, now) => {
    const wanted = record(spec);
    return [
      metadata.name,
      text(wanted.type),
      text(wanted.clusterIP) || '<none>',
      externalAddress(wanted, record(status)),
      servicePorts(array(wanted.ports).map(record)),
      age(metadata.creationTimestamp, now),
      formatLabels(wanted.selector),
    ];
  },
};

/** printers.go, getServiceExternalIP. */
function externalAddress(spec: Record<string, unknown>, status: Record<string, unknown>): string {
  const given = array(spec.externalIPs).map(text);
  if (spec.type === 'ExternalName') return text(spec.externalName) || '<none>';
  if (spec.type !== 'LoadBalancer') return given.length > 0 ? given.join(',') : '<none>';
  const balanced = array(record(status.loadBalancer).ingress).map(
    (item) => text(record(item).ip) || text(record(item).hostname),
  );
  const all = [...balanced, ...given];
  return all.length > 0 ? all.join(',') : '<pending>';
}

function servicePorts(ports: Record<string, unknown>[]): string {
  if (ports.length === 0) return '<none>';
  return ports
    .map((port) => {
      const node = typeof port.nodePort === 'number' && port.nodePort > 0 ? `:${port.nodePort}` : '';
      return `${String(port.port)}${node}/${text(port.protocol) || 'TCP'}`;
    })
    .join(',');
}

function few(items: string[], shown = 3): string {
  if (items.length === 0) return '<none>';
  return items.length > shown
    ? `${items.slice(0, shown).join(',')} + ${items.length - shown} more...`
    : items.join(',');
}

export const endpointsPrinter: Printer = {
  columns: columns('Name', 'Endpoints', 'Age'),
  cells: ({ metadata, subsets }, now) => {
    const addresses = array(subsets)
      .map(record)
      .flatMap((subset) => {
        const ports = array(subset.ports).map((port) => record(port).port);
        const ips = array(subset.addresses).map((address) => text(record(address).ip));
        if (ports.length === 0) return ips;
        return ports.flatMap((port) =>
          ips.map((ip) => `${ip.includes(':') ? `[${ip}]` : ip}:${String(port)}`),
        );
      });
    return [metadata.name, few(addresses), age(metadata.creationTimestamp, now)];
  },
};

export const endpointSlicePrinter: Printer = {
  columns: columns('Name', 'AddressType', 'Ports', 'Endpoints', 'Age'),
  cells: ({ metadata, addressType, ports, endpoints }, now) => [
    metadata.name,
    text(addressType),
    ports === undefined || array(ports).length === 0
      ? '<unset>'
      : few(array(ports).map((port) => String(record(port).port ?? '*'))),
    endpoints === undefined || array(endpoints).length === 0
      ? '<unset>'
      : few(array(endpoints).flatMap((endpoint) => array(record(endpoint).addresses).map(text))),
    age(metadata.creationTimestamp, now),
  ],
};

export const ingressPrinter: Printer = {
  columns: columns('Name', 'Class', 'Hosts', 'Address', 'Ports', 'Age'),
  cells: ({ metadata, spec, status }, now) => {
    const wanted = record(spec);
    const hosts = array(wanted.rules)
      .map((rule) => text(record(rule).host))
      .filter((host) => host !== '');
    const addresses = array(record(record(status).loadBalancer).ingress).map(
      (item) => text(record(item).ip) || text(record(item).hostname),
    );
    return [
      metadata.name,
      text(wanted.ingressClassName) || '<none>',
      hosts.length === 0 ? '*' : few(hosts),
      addresses.join(','),
      array(wanted.tls).length > 0 ? '80, 443' : '80',
      age(metadata.creationTimestamp, now),
    ];
  },
};
