import type { EndpointSet, Service } from '../kubernetes.ts';
import type { ServiceSummary } from '../workload/function-view.ts';

/** A Service in a line, with its ready endpoints. */
export function serviceSummary(service: Service, _endpoints: readonly EndpointSet[]): ServiceSummary {
  return {
    name: service.metadata.name,
    type: service.spec.type ?? 'ClusterIP',
    clusterIP: service.spec.clusterIP ?? null,
    dnsName: `${service.metadata.name}.${service.metadata.namespace ?? ''}.svc`,
    ports: [],
    ready: 0,
    total: 0,
  };
}
