import type { ObjectMeta } from '../kubernetes.ts';
import type { ManagedBy } from './function-view.ts';

type Rule = (labels: Record<string, string>, annotations: Record<string, string>) => ManagedBy | null;

/** The first that holds: a chart installed by Argo CD or Flux carries Helm's marks too, and the reconciler is what counts. */
const rules: readonly Rule[] = [
  // Argo CD, annotation tracking: `application:group/kind:namespace/name`.
  // Source: argo-cd util/argo/resource_tracking.go `ParseAppInstanceValue`, v3.0.
  (_labels, annotations) => {
    const application = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0];
    // An Application outside Argo CD's own namespace is written `namespace_name`.
    return application ? { manager: 'argo-cd', name: application.replace('_', '/'), reconciles: true } : null;
  },
  // Argo CD, label tracking with its own label (the default one, app.kubernetes.io/instance, is used by everybody).
  (labels) => {
    const application = labels['argocd.argoproj.io/instance'];
    return application ? { manager: 'argo-cd', name: application.replace('_', '/'), reconciles: true } : null;
  },
  // Flux. Source: kustomize-controller and helm-controller, `<group>/name` and `<group>/namespace` labels, v1.
  (labels) => flux(labels, 'kustomize.toolkit.fluxcd.io'),
  (labels) => flux(labels, 'helm.toolkit.fluxcd.io'),
  // Helm. Source: helm pkg/action/validate.go, v3.
  (labels, annotations) => {
    const release = annotations['meta.helm.sh/release-name'];
    if (release) {
      const namespace = annotations['meta.helm.sh/release-namespace'];
      return { manager: 'helm', name: namespace ? `${namespace}/${release}` : release, reconciles: false };
    }
    const instance = labels['app.kubernetes.io/instance'];
    return labels['app.kubernetes.io/managed-by'] === 'Helm' && instance
      ? { manager: 'helm', name: instance, reconciles: false }
      : null;
  },
];

/** Who manages an object, and whether they would put it back after an edit by hand; null where nobody says so. */
export function managedBy(metadata: ObjectMeta): ManagedBy | null {
  for (const rule of rules) {
    const found = rule(metadata.labels ?? {}, metadata.annotations ?? {});
    if (found) return found;
  }
  return null;
}

function flux(labels: Record<string, string>, group: string): ManagedBy | null {
  const name = labels[`${group}/name`];
  const namespace = labels[`${group}/namespace`];
  return name ? { manager: 'flux', name: namespace ? `${namespace}/${name}` : name, reconciles: true } : null;
}
