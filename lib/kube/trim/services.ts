import type {
  EndpointAddress,
  EndpointSet,
  Ingress,
  IntOrString,
  Service,
  ServicePort,
} from '#lib/domain/kubernetes.ts';
import { intern } from './intern.ts';
import { loadBalancer, metadata, stringMap } from './metadata.ts';
import {
  flag,
  intOrString,
  isRecord,
  lean,
  list,
  number,
  record,
  some,
  strings,
  text,
  type Wire,
} from './wire.ts';

export function trimService(object: Wire): Service {
  const spec = record(object.spec);
  return {
    metadata: metadata(object),
    spec: lean<Service['spec']>({
      type: text(spec.type),
      clusterIP: text(spec.clusterIP),
      clusterIPs: strings(spec.clusterIPs),
      externalIPs: strings(spec.externalIPs),
      externalName: text(spec.externalName),
      externalTrafficPolicy: text(spec.externalTrafficPolicy),
      selector: stringMap(spec.selector),
      ports: some(spec.ports, servicePort),
    }),
    status: loadBalancer(record(object.status)),
  };
}

function servicePort(value: Wire): ServicePort {
  return lean<ServicePort>({
    name: text(value.name),
    protocol: intern(text(value.protocol)),
    port: number(value.port) ?? 0,
    targetPort: intOrString(value.targetPort),
    nodePort: number(value.nodePort),
  });
}

type Port = EndpointSet['ports'][number];
const endpointPort = (value: Wire): Port =>
  lean<Port>({
    name: intern(text(value.name)),
    port: number(value.port),
    protocol: intern(text(value.protocol)),
  });

/**
 * An EndpointSlice, v1 or v1beta1 (which has the node in `topology`). A missing `ready` means ready.
 * Source: discovery.k8s.io EndpointConditions.
 */
export function trimEndpointSlice(object: Wire): EndpointSet {
  const meta = metadata(object);
  const addresses = list(object.endpoints).flatMap((item) => {
    const endpoint = record(item);
    const conditions = record(endpoint.conditions);
    return list(endpoint.addresses)
      .filter((address) => typeof address === 'string')
      .map((address) =>
        lean<EndpointAddress>({
          address,
          ready: conditions.ready !== false,
          serving: flag(conditions.serving),
          terminating: flag(conditions.terminating),
          nodeName: intern(
            text(endpoint.nodeName) ?? text(record(endpoint.topology)['kubernetes.io/hostname']),
          ),
          pod: podOf(endpoint.targetRef, meta.namespace),
        }),
      );
  });
  const service = meta.labels?.['kubernetes.io/service-name'] ?? '';
  return { metadata: meta, service, addresses, ports: some(object.ports, endpointPort) ?? [] };
}

/** An Endpoints object: it has the name of its Service. */
export function trimEndpoints(object: Wire): EndpointSet {
  const meta = metadata(object);
  const subsets = list(object.subsets).map(record);
  const read = (items: unknown, ready: boolean) =>
    list(items).map((item) => {
      const { ip, nodeName, targetRef } = record(item);
      return lean<EndpointAddress>({
        address: text(ip) ?? '',
        ready,
        nodeName: intern(text(nodeName)),
        pod: podOf(targetRef, meta.namespace),
      });
    });
  return {
    metadata: meta,
    service: meta.name,
    addresses: subsets.flatMap((subset) => [
      ...read(subset.addresses, true),
      ...read(subset.notReadyAddresses, false),
    ]),
    ports: subsets.flatMap((subset) => some(subset.ports, endpointPort) ?? []),
  };
}

function podOf(reference: unknown, namespace: string | undefined): string | undefined {
  const target = record(reference);
  return target.kind === 'Pod'
    ? `${text(target.namespace) ?? namespace ?? ''}/${text(target.name) ?? ''}`
    : undefined;
}

type Backend = { name: string; port?: IntOrString };

/** An Ingress, v1 or v1beta1 (`serviceName` and `servicePort` instead of `service`). */
export function trimIngress(object: Wire): Ingress {
  const meta = metadata(object);
  const spec = record(object.spec);
  return {
    metadata: meta,
    spec: lean<Ingress['spec']>({
      ingressClassName: text(spec.ingressClassName) ?? meta.annotations?.['kubernetes.io/ingress.class'],
      defaultService: backend(spec.defaultBackend ?? spec.backend),
      rules: list(spec.rules).map((rule) => {
        const { host, http } = record(rule);
        const paths = list(record(http).paths).map((item) => {
          const path = record(item);
          return lean<Ingress['spec']['rules'][number]['paths'][number]>({
            path: text(path.path),
            pathType: text(path.pathType),
            service: backend(path.backend),
          });
        });
        return lean<Ingress['spec']['rules'][number]>({ host: text(host), paths });
      }),
      tlsHosts: list(spec.tls).flatMap((tls) => strings(record(tls).hosts) ?? []),
    }),
    status: loadBalancer(record(object.status)),
  };
}

function backend(value: unknown): Backend | undefined {
  const from = record(value);
  const service = record(from.service);
  const name = text(service.name) ?? text(from.serviceName);
  if (name === undefined) return undefined;
  const port = isRecord(service.port) ? record(service.port) : {};
  return lean<Backend>({
    name,
    port: number(port.number) ?? text(port.name) ?? intOrString(from.servicePort),
  });
}
