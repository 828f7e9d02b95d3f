import type {
  ConfigMap,
  HorizontalPodAutoscaler,
  KubernetesEvent,
  Namespace,
  NetworkAttachmentDefinition,
  Node,
  PodDisruptionBudget,
} from '#lib/domain/kubernetes.ts';
import { intern } from './intern.ts';
import { condition, metadata, selector } from './metadata.ts';
import { flag, intOrString, isRecord, lean, number, record, some, strings, text, type Wire } from './wire.ts';

export function trimNamespace(object: Wire): Namespace {
  return {
    metadata: metadata(object),
    status: lean<Namespace['status']>({ phase: text(record(object.status).phase) }),
  };
}

export function trimNode(object: Wire): Node {
  const spec = record(object.spec);
  const status = record(object.status);
  const info = record(status.nodeInfo);
  return {
    metadata: metadata(object),
    spec: lean<Node['spec']>({
      podCIDR: text(spec.podCIDR),
      podCIDRs: strings(spec.podCIDRs),
      unschedulable: flag(spec.unschedulable),
    }),
    status: lean<Node['status']>({
      addresses: some(status.addresses, (item) => ({
        type: text(item.type) ?? '',
        address: text(item.address) ?? '',
      })),
      conditions: some(status.conditions, condition),
      nodeInfo: lean<NonNullable<Node['status']['nodeInfo']>>({
        kubeletVersion: text(info.kubeletVersion),
        osImage: text(info.osImage),
        containerRuntimeVersion: text(info.containerRuntimeVersion),
      }),
    }),
  };
}

/** autoscaling/v2, v2beta2 and v1 have these fields alike. */
export function trimAutoscaler(object: Wire): HorizontalPodAutoscaler {
  const spec = record(object.spec);
  const target = record(spec.scaleTargetRef);
  const status = record(object.status);
  return {
    metadata: metadata(object),
    spec: lean<HorizontalPodAutoscaler['spec']>({
      scaleTargetRef: { kind: text(target.kind) ?? '', name: text(target.name) ?? '' },
      minReplicas: number(spec.minReplicas),
      maxReplicas: number(spec.maxReplicas) ?? 0,
    }),
    status: lean<HorizontalPodAutoscaler['status']>({
      currentReplicas: number(status.currentReplicas),
      desiredReplicas: number(status.desiredReplicas),
      conditions: some(status.conditions, condition),
    }),
  };
}

export function trimDisruptionBudget(object: Wire): PodDisruptionBudget {
  const spec = record(object.spec);
  const status = record(object.status);
  return {
    metadata: metadata(object),
    spec: lean<PodDisruptionBudget['spec']>({
      selector: isRecord(spec.selector) ? selector(spec.selector) : undefined,
      minAvailable: intOrString(spec.minAvailable),
      maxUnavailable: intOrString(spec.maxUnavailable),
    }),
    status: lean<PodDisruptionBudget['status']>({
      observedGeneration: number(status.observedGeneration),
      disruptionsAllowed: number(status.disruptionsAllowed),
      currentHealthy: number(status.currentHealthy),
      desiredHealthy: number(status.desiredHealthy),
      expectedPods: number(status.expectedPods),
    }),
  };
}

/** `keepsData` says whose data is of use: the names of keys are kept of all. */
export function trimConfigMap(
  object: Wire,
  keepsData: (namespace: string, name: string) => boolean,
): ConfigMap {
  const meta = metadata(object);
  const data = record(object.data);
  const keys = Object.keys(data);
  const binaryKeys = Object.keys(record(object.binaryData));
  const kept = keepsData(meta.namespace ?? '', meta.name);
  return lean<ConfigMap>({
    metadata: meta,
    keys,
    data: kept
      ? (Object.fromEntries(Object.entries(data).filter(([, value]) => typeof value === 'string')) as Record<
          string,
          string
        >)
      : undefined,
    binaryKeys: binaryKeys.length === 0 ? undefined : binaryKeys,
    immutable: flag(object.immutable),
  });
}

/**
 * A core/v1 Event. Those written through events.k8s.io count in `series` and have `eventTime` instead of the old times.
 * Source: k8s.io/api core/v1 Event; kubectl's printers read them the same way.
 */
export function trimEvent(object: Wire): KubernetesEvent {
  const involved = record(object.involvedObject);
  const series = record(object.series);
  const source = text(record(object.source).component) ?? text(object.reportingComponent);
  return lean<KubernetesEvent>({
    metadata: metadata(object),
    type: intern(text(object.type)),
    reason: intern(text(object.reason)),
    message: text(object.message),
    involved: lean<KubernetesEvent['involved']>({
      kind: intern(text(involved.kind)),
      namespace: intern(text(involved.namespace)),
      name: intern(text(involved.name)),
      uid: intern(text(involved.uid)),
    }),
    source: intern(source || undefined),
    count: number(series.count) ?? number(object.count) ?? 1,
    firstAt: text(object.firstTimestamp) ?? text(object.eventTime),
    lastAt: text(series.lastObservedTime) ?? text(object.lastTimestamp) ?? text(object.eventTime),
  });
}

/** The CRD's schema may allow anything: `config` is kept as somebody wrote it. */
export function trimNetworkAttachmentDefinition(object: Wire): NetworkAttachmentDefinition {
  const meta = metadata(object);
  if (!isRecord(object.spec)) return { metadata: meta };
  const config = record(object.spec).config;
  return { metadata: meta, spec: config === undefined ? {} : { config } };
}
