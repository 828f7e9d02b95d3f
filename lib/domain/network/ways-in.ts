import type {
  EndpointSet,
  Ingress,
  IntOrString,
  Node,
  PodSpec,
  Service,
  ServicePort,
} from '../kubernetes.ts';
import { selects } from '../workload/selector.ts';
import { addressOf } from './node-address.ts';
import type { WayIn } from './path.ts';
import { clusterIPOf, dnsNameOf, serviceEndpoints } from './service-summary.ts';

/** What the ways in are read from; services, endpoints and ingresses may be of any namespace. */
export interface WaysInContext {
  services: readonly Service[];
  endpoints: readonly EndpointSet[];
  ingresses: readonly Ingress[];
  nodes: readonly Node[];
}

/** Pods as the Services see them: of one function (its template), or one pod. */
export interface Target {
  namespace: string;
  labels: Readonly<Record<string, string>> | undefined;
  spec: PodSpec;
  /** Name of the one pod in view; null for a function as a whole. */
  pod: string | null;
}

/** More entrances than this are not listed: a NodePort is open on every node. */
const entranceLimit = 50;

const outermostFirst: readonly WayIn['kind'][] = [
  'ingress',
  'load-balancer',
  'node-port',
  'external-ip',
  'cluster-ip',
  'headless',
];

/**
 * The ways in to a pod, or to the pods of a function, the outermost first: for each port of each Service that selects
 * them, or that lists the pod among its endpoints, one for each kind of entrance.
 * Source: k8s.io/kubernetes pkg/proxy/serviceport.go and iptables/proxier.go (which entrances a Service has), v1.34.
 */
export function waysIn(target: Target, context: WaysInContext): WayIn[] {
  return servicesOf(target, context)
    .flatMap((service) => waysOf(service, target, context))
    .toSorted((a, b) => outermostFirst.indexOf(a.kind) - outermostFirst.indexOf(b.kind));
}

/** The Services whose backends are the target's pods. */
export function servicesOf(
  target: Target,
  { services, endpoints }: Pick<WaysInContext, 'services' | 'endpoints'>,
): Service[] {
  const own = services.filter(
    (s) => s.metadata.namespace === target.namespace && s.spec.type !== 'ExternalName',
  );
  const key = target.pod === null ? null : `${target.namespace}/${target.pod}`;
  // A Service without a selector has its endpoints written by somebody else; they may still name the pod.
  const names = new Set(
    endpoints
      .filter(
        (e) =>
          e.metadata.namespace === target.namespace && key !== null && e.addresses.some((a) => a.pod === key),
      )
      .map((e) => e.service),
  );
  return own.filter((s) => selects(s.spec.selector, target.labels) || names.has(s.metadata.name));
}

function waysOf(service: Service, target: Target, context: WaysInContext): WayIn[] {
  const { ready, total } = serviceEndpoints(service, context.endpoints);
  const key = `${target.namespace}/${target.pod}`;
  const podReady = target.pod === null ? ready.length > 0 : ready.some((b) => b.pod === key);
  const shared = {
    service: {
      name: service.metadata.name,
      type: service.spec.type ?? 'ClusterIP',
      clusterIP: clusterIPOf(service),
      dnsName: dnsNameOf(service),
      ready: ready.length,
      total,
    },
    podReady,
  };
  // With the policy Local, a node without a ready backend drops what comes in.
  const local = service.spec.externalTrafficPolicy === 'Local' ? new Set(ready.map((b) => b.nodeName)) : null;
  const nodes = context.nodes.filter((n) => local === null || local.has(n.metadata.name));
  return (service.spec.ports ?? []).flatMap((port) => {
    const way = (
      kind: WayIn['kind'],
      entrances: readonly string[],
      ingress: string | null = null,
    ): WayIn => ({
      ...shared,
      kind,
      port: portOf(port, target.spec),
      entrances: entrances.slice(0, entranceLimit),
      ingress,
    });
    const ways = context.ingresses
      .filter((i) => i.metadata.namespace === service.metadata.namespace)
      .map((i) => ({ name: i.metadata.name, urls: urlsOf(i, service.metadata.name, port) }))
      .filter((i) => i.urls.length > 0)
      .map((i) => way('ingress', i.urls, i.name));
    if (service.spec.type === 'LoadBalancer') {
      const points = service.status.loadBalancer?.ingress ?? [];
      ways.push(
        way(
          'load-balancer',
          points.flatMap((p) => at(p.ip ?? p.hostname, port.port)),
        ),
      );
    }
    if (port.nodePort)
      ways.push(
        way(
          'node-port',
          nodes.flatMap((n) => at(addressOf(n), port.nodePort)),
        ),
      );
    const external = service.spec.externalIPs ?? [];
    if (external.length > 0)
      ways.push(
        way(
          'external-ip',
          external.flatMap((ip) => at(ip, port.port)),
        ),
      );
    return [...ways, way(clusterIPOf(service) ? 'cluster-ip' : 'headless', [])];
  });
}

/** `targetPort` is a number, the name of a container's port, or absent: then it is the Service's own port. */
function portOf(port: ServicePort, spec: PodSpec): WayIn['port'] {
  const wanted = port.targetPort === undefined || port.targetPort === 0 ? port.port : port.targetPort;
  const named = spec.containers
    .flatMap((c) => c.ports ?? [])
    .find((p) => p.name === wanted && (p.protocol ?? 'TCP') === (port.protocol ?? 'TCP'));
  return {
    name: port.name ?? null,
    protocol: port.protocol ?? 'TCP',
    port: port.port,
    targetPort: String(named?.containerPort ?? wanted),
    nodePort: port.nodePort ?? null,
  };
}

/** What an Ingress is reached by: `*` for any host. */
function urlsOf(ingress: Ingress, service: string, port: ServicePort): string[] {
  const leads = (to: { name: string; port?: IntOrString } | undefined) =>
    to?.name === service && (to.port === undefined || to.port === port.port || to.port === port.name);
  const url = (host: string | undefined, path: string | undefined) => {
    const scheme = host !== undefined && ingress.spec.tlsHosts.includes(host) ? 'https' : 'http';
    return `${scheme}://${host || '*'}${path || '/'}`;
  };
  return [
    ...ingress.spec.rules.flatMap((rule) =>
      rule.paths.filter((p) => leads(p.service)).map((p) => url(rule.host, p.path)),
    ),
    ...(leads(ingress.spec.defaultService) ? [url(undefined, undefined)] : []),
  ];
}

function at(address: string | null | undefined, port: number | undefined): string[] {
  if (!address || port === undefined) return [];
  return [address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`];
}
