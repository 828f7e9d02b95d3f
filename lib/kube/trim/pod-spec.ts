import type { Container, ContainerPort, PodSpec, PodTemplate, Volume } from '#lib/domain/kubernetes.ts';
import { intern } from './intern.ts';
import { stringMap } from './metadata.ts';
import { flag, isRecord, lean, list, number, record, some, text, type Wire } from './wire.ts';

/** A pod's spec without probes, resources, security and environment; `withEnv` keeps plain values of the last. */
export function podSpec(value: unknown, withEnv = false): PodSpec {
  const spec = record(value);
  return lean<PodSpec>({
    nodeName: intern(text(spec.nodeName)),
    hostNetwork: flag(spec.hostNetwork),
    containers: some(spec.containers, (item) => container(item, withEnv)) ?? [],
    initContainers: some(spec.initContainers, (item) => container(item, withEnv)),
    volumes: volumes(spec.volumes),
    readinessGates: some(spec.readinessGates, (gate) => ({
      conditionType: intern(text(gate.conditionType) ?? ''),
    })),
    nodeSelector: stringMap(spec.nodeSelector),
  });
}

export function podTemplate(value: unknown, withEnv = false): PodTemplate {
  const template = record(value);
  const meta = record(template.metadata);
  const metadata = lean<NonNullable<PodTemplate['metadata']>>({
    labels: stringMap(meta.labels),
    annotations: stringMap(meta.annotations),
  });
  return { metadata, spec: podSpec(template.spec, withEnv) };
}

function container(value: Wire, withEnv: boolean): Container {
  return lean<Container>({
    name: intern(text(value.name) ?? ''),
    image: intern(text(value.image)),
    ports: some(value.ports, port),
    restartPolicy: intern(text(value.restartPolicy)),
    envFromConfigMaps: configMapsOfEnvironment(value),
    env: withEnv ? plainValues(value.env) : undefined,
    volumeMounts: some(value.volumeMounts, (mount) =>
      lean<NonNullable<Container['volumeMounts']>[number]>({
        name: intern(text(mount.name) ?? ''),
        mountPath: intern(text(mount.mountPath) ?? ''),
        subPath: intern(text(mount.subPath)),
        readOnly: flag(mount.readOnly),
      }),
    ),
  });
}

function port(value: Wire): ContainerPort {
  return lean<ContainerPort>({
    name: intern(text(value.name)),
    containerPort: number(value.containerPort) ?? 0,
    protocol: intern(text(value.protocol)),
  });
}

/** ConfigMaps seen through `envFrom` as a whole, or through `env` by a key. */
function configMapsOfEnvironment(value: Wire): string[] | undefined {
  const whole = list(value.envFrom).map((from) => text(record(record(from).configMapRef).name));
  const single = list(value.env).map((item) =>
    text(record(record(record(item).valueFrom).configMapKeyRef).name),
  );
  const names = [...whole, ...single].filter((name) => name !== undefined);
  return names.length === 0 ? undefined : [...new Set(names)].map((name) => intern(name));
}

function plainValues(value: unknown): { name: string; value?: string }[] | undefined {
  const plain = list(value).filter((item) => !isRecord(record(item).valueFrom));
  return some(plain, (item) =>
    lean<{ name: string; value?: string }>({ name: text(item.name) ?? '', value: text(item.value) }),
  );
}

function volumes(value: unknown): Volume[] | undefined {
  return some(value, (volume) => {
    const projected = list(record(volume.projected).sources).map((source) => record(source).configMap);
    const names = [volume.configMap, ...projected]
      .map((item) => text(record(item).name))
      .filter((name) => name !== undefined);
    return lean<Volume>({
      name: intern(text(volume.name) ?? ''),
      configMaps: names.length === 0 ? undefined : names.map((name) => intern(name)),
    });
  });
}
