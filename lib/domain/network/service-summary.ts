import type { EndpointSet, Service } from '../kubernetes.ts';
import type { ServiceSummary } from '../workload/function-view.ts';

/** A Service in a line, with its ready endpoints. */
export function serviceSummary(service: Service, endpoints: readonly EndpointSet[]): ServiceSummary {
  const { ready, total } = serviceEndpoints(service, endpoints);
  return {
    name: service.metadata.name,
    type: service.spec.type ?? 'ClusterIP',
    clusterIP: clusterIPOf(service),
    dnsName: dnsNameOf(service),
    ports: (service.spec.ports ?? []).map((p) => {
      const node = p.nodePort ? `:${p.nodePort}` : '';
      return `${p.port}${node}/${p.protocol ?? 'TCP'}`;
    }),
    ready: ready.length,
    total,
  };
}

/** A backend of a Service, once, though it may be in several slices (one per address family). */
export interface Backend {
  ready: boolean;
  /** `namespace/name` of the pod, where the endpoint names one. */
  pod: string | null;
  nodeName: string | null;
}

/**
 * The backends of a Service. `ready` is the endpoint's own condition: it is true for unready pods too where the
 * Service publishes them. Source: pkg/controller/endpointslice, discovery/v1 `EndpointConditions`, v1.34.
 */
export function serviceEndpoints(
  service: Service,
  endpoints: readonly EndpointSet[],
): { ready: Backend[]; total: number } {
  const backends = new Map<string, Backend>();
  for (const set of endpoints) {
    if (set.service !== service.metadata.name || set.metadata.namespace !== service.metadata.namespace)
      continue;
    for (const { pod, address, ready, nodeName } of set.addresses) {
      const key = pod ?? address;
      const known = backends.get(key);
      backends.set(key, {
        ready: ready || (known?.ready ?? false),
        pod: pod ?? null,
        nodeName: nodeName ?? known?.nodeName ?? null,
      });
    }
  }
  const all = [...backends.values()];
  return { ready: all.filter((b) => b.ready), total: all.length };
}

/** `None`, which is what a headless Service says, is no address. */
export function clusterIPOf(service: Service): string | null {
  const ip = service.spec.clusterIP;
  return ip && ip !== 'None' ? ip : null;
}

/** Source: Kubernetes DNS-Based Service Discovery, section 2; without the cluster's domain, which the API does not show. */
export function dnsNameOf(service: Service): string {
  return `${service.metadata.name}.${service.metadata.namespace ?? ''}.svc`;
}
