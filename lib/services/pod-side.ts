import type { Caller } from '#lib/auth/caller.ts';
import type { Pod } from '#lib/domain/kubernetes.ts';
import type { Run, Side } from '#lib/domain/run/run.ts';
import { requestJson } from '#lib/kube/request.ts';
import { sideOf } from '#lib/kube/run-workload.ts';
import { podTemplate } from '#lib/kube/trim/pod-spec.ts';
import { record, type Wire } from '#lib/kube/trim/wire.ts';

/** On which side a pod is by what it was made with. */
export async function podSide(caller: Caller, run: Run, pod: Pod): Promise<Side | 'other'> {
  const { change } = run;
  const own = sideIn(change, pod.spec, pod.metadata.annotations);
  if (own !== 'other') return own;
  // Admission may have given it other images than the template asks for: then the template that it was made by tells.
  const template = await templateOf(caller, run, pod);
  return template === null ? own : sideIn(change, template.spec, template.metadata?.annotations);
}

const sideIn = (
  change: Run['change'],
  { containers }: Pod['spec'],
  annotations: Record<string, string> | undefined,
): Side | 'other' =>
  sideOf(
    change,
    (container) => containers.find((one) => one.name === container)?.image,
    (key) => annotations?.[key],
  );

type Template = ReturnType<typeof podTemplate>;
/** A revision's template never changes; by path, and the uid of its workload. */
const known = new Map<string, Template>();
const mostKnown = 500;

/** The template of a pod's revision; null where it cannot be read. */
async function templateOf({ connection }: Caller, { target }: Run, pod: Pod): Promise<Template | null> {
  const place = revisionOf(target, pod.metadata.labels ?? {});
  if (place === null) return null;
  const { resource, name } = place;
  const namespace = encodeURIComponent(target.namespace);
  const path = `/apis/apps/v1/namespaces/${namespace}/${resource}/${encodeURIComponent(name)}`;
  const key = `${target.uid} ${path}`;
  const found = known.get(key);
  if (found) return found;
  const right = { verb: 'get', group: 'apps', resource, namespace: target.namespace, name };
  const read = await requestJson(connection, path, { right });
  if (!read.ok) return null;
  const holder: Wire = resource === 'replicasets' ? record(read.value) : record(record(read.value).data);
  const template = podTemplate(record(holder.spec).template);
  if (known.size >= mostKnown) known.clear();
  known.set(key, template);
  return template;
}

/**
 * The object that keeps the template a pod was made by. Source: the labels of k8s.io/api apps/v1 types.go; a StatefulSet's has the
 * name whole, pkg/controller/statefulset/stateful_set_utils.go `setPodRevision`, a DaemonSet's the hash, pkg/controller/daemon.
 */
function revisionOf(
  { kind, name }: Run['target'],
  labels: Record<string, string>,
): { resource: 'replicasets' | 'controllerrevisions'; name: string } | null {
  const hash = labels[kind === 'deployments' ? 'pod-template-hash' : 'controller-revision-hash'];
  if (hash === undefined) return null;
  if (kind === 'deployments') return { resource: 'replicasets', name: `${name}-${hash}` };
  return { resource: 'controllerrevisions', name: kind === 'statefulsets' ? hash : `${name}-${hash}` };
}
