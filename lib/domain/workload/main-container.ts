import type { Container, PodSpec } from '../kubernetes.ts';

/** Containers that stand beside a function and never are it, by name. */
const sidecarNames = new Set([
  'istio-proxy', // Istio
  'linkerd-proxy', // Linkerd
  'envoy-sidecar', // Consul, Kuma
  'kuma-sidecar',
  'consul-dataplane',
  'frr-metrics', // MetalLB's FRR
  'frr-status',
  'reloader',
  'metrics',
  'exporter',
  'kube-rbac-proxy',
  'fluent-bit',
  'vault-agent',
]);

/** The same by image, where the name was chosen freely. */
const sidecarImage =
  /(^|\/)(frr_exporter|frr-exporter|node-exporter|kube-rbac-proxy|fluent-bit|fluentd)(:|@|$)/;

/**
 * Name of the container that carries the function, of a pod or of a template: the one that the annotation
 * `kubectl.kubernetes.io/default-container` names, if there is such a one; else the first that is not a known sidecar;
 * else the first.
 * Source of the annotation: k8s.io/kubectl pkg/cmd/util/podcmd/podcmd.go `FindOrDefaultContainerByName`, v1.34.
 */
export function mainContainer(of: {
  metadata?: { annotations?: Record<string, string> };
  spec: PodSpec;
}): string {
  const { containers } = of.spec;
  const named = of.metadata?.annotations?.['kubectl.kubernetes.io/default-container'];
  const chosen =
    containers.find((c) => c.name === named) ?? containers.find((c) => !isKnownSidecar(c)) ?? containers[0];
  return chosen?.name ?? '';
}

function isKnownSidecar(container: Container): boolean {
  return sidecarNames.has(container.name) || sidecarImage.test(container.image ?? '');
}
