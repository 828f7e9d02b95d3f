import type {
  ControllerRevision,
  DaemonSet,
  Deployment,
  ReplicaSet,
  StatefulSet,
} from '#lib/domain/kubernetes.ts';
import { isPodNetworkDaemonSet } from '#lib/domain/network/pod-network.ts';
import { condition, metadata, selector } from './metadata.ts';
import { podTemplate } from './pod-spec.ts';
import { flag, intOrString, isRecord, lean, number, record, some, text, type Wire } from './wire.ts';

type Rolling = { maxSurge?: number | string; maxUnavailable?: number | string; partition?: number };
type Strategy = { type?: string; rollingUpdate?: Rolling };

/** As a person wrote it, where it is a string; the counts of pods, where it is a number. */
function strategy(value: unknown): Strategy | undefined {
  if (!isRecord(value)) return undefined;
  const { type, rollingUpdate } = record(value);
  const rolling = record(rollingUpdate);
  return lean<Strategy>({
    type: text(type),
    rollingUpdate: isRecord(rollingUpdate)
      ? lean<Rolling>({
          maxSurge: intOrString(rolling.maxSurge),
          maxUnavailable: intOrString(rolling.maxUnavailable),
          partition: number(rolling.partition),
        })
      : undefined,
  });
}

export function trimDeployment(object: Wire): Deployment {
  const spec = record(object.spec);
  const status = record(object.status);
  return {
    metadata: metadata(object),
    spec: lean<Deployment['spec']>({
      replicas: number(spec.replicas),
      paused: flag(spec.paused),
      selector: selector(spec.selector),
      template: podTemplate(spec.template),
      strategy: strategy(spec.strategy),
      progressDeadlineSeconds: number(spec.progressDeadlineSeconds),
      minReadySeconds: number(spec.minReadySeconds),
    }),
    status: lean<Deployment['status']>({
      observedGeneration: number(status.observedGeneration),
      replicas: number(status.replicas),
      updatedReplicas: number(status.updatedReplicas),
      readyReplicas: number(status.readyReplicas),
      availableReplicas: number(status.availableReplicas),
      unavailableReplicas: number(status.unavailableReplicas),
      conditions: some(status.conditions, condition),
    }),
  };
}

export function trimStatefulSet(object: Wire): StatefulSet {
  const spec = record(object.spec);
  const status = record(object.status);
  return {
    metadata: metadata(object),
    spec: lean<StatefulSet['spec']>({
      replicas: number(spec.replicas),
      serviceName: text(spec.serviceName),
      selector: selector(spec.selector),
      template: podTemplate(spec.template),
      podManagementPolicy: text(spec.podManagementPolicy),
      updateStrategy: strategy(spec.updateStrategy),
      minReadySeconds: number(spec.minReadySeconds),
    }),
    status: lean<StatefulSet['status']>({
      observedGeneration: number(status.observedGeneration),
      replicas: number(status.replicas),
      readyReplicas: number(status.readyReplicas),
      availableReplicas: number(status.availableReplicas),
      currentReplicas: number(status.currentReplicas),
      updatedReplicas: number(status.updatedReplicas),
      currentRevision: text(status.currentRevision),
      updateRevision: text(status.updateRevision),
      conditions: some(status.conditions, condition),
    }),
  };
}

export function trimDaemonSet(object: Wire): DaemonSet {
  const spec = record(object.spec);
  const status = record(object.status);
  const meta = metadata(object);
  const network = isPodNetworkDaemonSet(meta.name);
  return {
    metadata: meta,
    spec: lean<DaemonSet['spec']>({
      selector: selector(spec.selector),
      template: podTemplate(spec.template, network),
      updateStrategy: strategy(spec.updateStrategy),
      minReadySeconds: number(spec.minReadySeconds),
    }),
    status: lean<DaemonSet['status']>({
      observedGeneration: number(status.observedGeneration),
      desiredNumberScheduled: number(status.desiredNumberScheduled),
      currentNumberScheduled: number(status.currentNumberScheduled),
      updatedNumberScheduled: number(status.updatedNumberScheduled),
      numberReady: number(status.numberReady),
      numberAvailable: number(status.numberAvailable),
      numberUnavailable: number(status.numberUnavailable),
      numberMisscheduled: number(status.numberMisscheduled),
      conditions: some(status.conditions, condition),
    }),
  };
}

export function trimReplicaSet(object: Wire): ReplicaSet {
  const spec = record(object.spec);
  const status = record(object.status);
  return {
    metadata: metadata(object),
    spec: lean<ReplicaSet['spec']>({ replicas: number(spec.replicas), template: podTemplate(spec.template) }),
    status: lean<ReplicaSet['status']>({
      replicas: number(status.replicas),
      readyReplicas: number(status.readyReplicas),
    }),
  };
}

export function trimControllerRevision(object: Wire): ControllerRevision {
  // A StatefulSet's and a DaemonSet's revision is a patch of spec.template.
  const template = record(record(object.data).spec).template;
  return lean<ControllerRevision>({
    metadata: metadata(object),
    revision: number(object.revision) ?? 0,
    template: isRecord(template) ? podTemplate(template) : undefined,
  });
}
