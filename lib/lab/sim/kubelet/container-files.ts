import { record, text } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { ContainerSpec, Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';

const configMaps = resourceOf('configmaps');

type Data = Record<string, unknown>;

/**
 * The files that containers see: ConfigMap volumes as the kubelet wrote them, which it writes again up to a minute and a
 * half after a change, and what commands wrote themselves. A file mounted by subPath, and one that an init container
 * copied, stays as it was when the container started.
 */
export class ContainerFiles {
  private readonly simulation: () => Simulation;
  /** By pod uid and ConfigMap. */
  private readonly volumes = new Map<string, Map<string, Data>>();
  /** By container: what is fixed or written, by path. */
  private readonly own = new Map<string, Map<string, string>>();

  constructor(simulation: () => Simulation) {
    this.simulation = simulation;
  }

  private get sim(): Simulation {
    return this.simulation();
  }

  /** Begins to follow the ConfigMaps. */
  follow(): void {
    this.sim.subscribe(configMaps, ({ type, object }) => {
      if (type === 'DELETED') return;
      const { namespace = '', name } = object.metadata;
      for (const [uid, known] of this.volumes) {
        if (!known.has(`${namespace}/${name}`)) continue;
        const wait = this.sim.random.between(`volume ${uid}/${name}`, 30_000, 90_000);
        this.sim.clock.after(this.sim.settling ? 0 : wait, () => this.refresh(uid, namespace, name));
      }
    });
  }

  private refresh(uid: string, namespace: string, name: string): void {
    const found = this.sim.store.get(configMaps, namespace, name);
    if (found !== undefined) this.volumes.get(uid)?.set(`${namespace}/${name}`, record(found.data));
  }

  /** The kubelet writes a pod's volumes, before its first container starts. */
  mount(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    const names = (pod.spec.volumes ?? []).flatMap(({ configMap }) => configMap?.name ?? []);
    if (names.length === 0) return;
    const { namespace = '' } = pod.metadata;
    this.volumes.set(uid, new Map(names.map((name) => [`${namespace}/${name}`, {}])));
    for (const name of names) this.refresh(uid, namespace, name);
  }

  /** A container starts: subPath mounts, and what an init container copied, are what they are now. */
  start(pod: Pod, container: ContainerSpec): void {
    const fixed = new Map<string, string>();
    for (const mount of container.volumeMounts ?? []) {
      const data = this.dataOf(pod, mount.name);
      if (mount.subPath !== undefined && data !== undefined)
        fixed.set(mount.mountPath, text(data[mount.subPath]));
      if (data !== undefined) continue;
      for (const [file, content] of this.copied(pod, mount.name))
        fixed.set(`${mount.mountPath.replace(/\/$/, '')}/${file}`, content);
    }
    if (fixed.size > 0) this.own.set(this.key(pod, container), fixed);
    else this.own.delete(this.key(pod, container));
  }

  /** What an init container that has both this volume and a ConfigMap put into it. */
  private copied(pod: Pod, volume: string): [string, string][] {
    return (pod.spec.initContainers ?? []).flatMap(({ volumeMounts = [] }) => {
      if (!volumeMounts.some(({ name }) => name === volume)) return [];
      return volumeMounts.flatMap(({ name }) =>
        Object.entries(this.dataOf(pod, name) ?? {}).map(([file, content]): [string, string] => [
          file,
          text(content),
        ]),
      );
    });
  }

  read(pod: Pod, container: ContainerSpec, path: string): string | undefined {
    const written = this.own.get(this.key(pod, container))?.get(path);
    if (written !== undefined) return written;
    for (const { mountPath, name, subPath } of container.volumeMounts ?? []) {
      const folder = `${mountPath.replace(/\/$/, '')}/`;
      const data = this.dataOf(pod, name);
      if (data === undefined) continue;
      if (subPath === undefined && path.startsWith(folder)) {
        const value = data[path.slice(folder.length)];
        if (typeof value === 'string') return value;
      }
      if (subPath !== undefined && path === mountPath) return text(data[subPath]);
    }
    return undefined;
  }

  /** The names of the files in a folder. */
  list(pod: Pod, container: ContainerSpec, folder: string): string[] {
    const names = new Set<string>();
    for (const path of this.own.get(this.key(pod, container))?.keys() ?? [])
      if (path.startsWith(`${folder}/`)) names.add(path.slice(folder.length + 1));
    for (const { mountPath, name, subPath } of container.volumeMounts ?? [])
      if (mountPath.replace(/\/$/, '') === folder && subPath === undefined)
        for (const key of Object.keys(this.dataOf(pod, name) ?? {})) names.add(key);
    return [...names].sort();
  }

  /** The reason where it cannot be written: a ConfigMap's volume is read-only. */
  write(pod: Pod, container: ContainerSpec, path: string, content: string): string | undefined {
    for (const { mountPath, name, readOnly } of container.volumeMounts ?? []) {
      const inside = path === mountPath || path.startsWith(`${mountPath.replace(/\/$/, '')}/`);
      if (inside && (readOnly === true || this.dataOf(pod, name) !== undefined))
        return 'Read-only file system';
    }
    const key = this.key(pod, container);
    const files = this.own.get(key) ?? new Map<string, string>();
    this.own.set(key, files);
    files.set(path, content);
    return undefined;
  }

  remove(pod: Pod, container: ContainerSpec, path: string): boolean {
    return this.own.get(this.key(pod, container))?.delete(path) ?? false;
  }

  forget(uid: string): void {
    this.volumes.delete(uid);
    for (const key of this.own.keys()) if (key.startsWith(`${uid}/`)) this.own.delete(key);
  }

  private key(pod: Pod, container: ContainerSpec): string {
    return `${pod.metadata.uid}/${container.name}`;
  }

  private dataOf(pod: Pod, volume: string): Data | undefined {
    const configMap = pod.spec.volumes?.find((item) => item.name === volume)?.configMap;
    if (configMap?.name === undefined) return undefined;
    const data = this.volumes.get(pod.metadata.uid ?? '')?.get(`${pod.metadata.namespace}/${configMap.name}`);
    if (data === undefined || configMap.items === undefined) return data;
    return Object.fromEntries(configMap.items.map(({ key, path }) => [path, data[key]]));
  }
}
