import { cut } from '../cut.ts';
import { annotationLimit, entryLimit, FieldReader, fieldsOf, kindOf, parseJson } from './annotation-json.ts';

/** One item of the annotation `k8s.v1.cni.cncf.io/networks`. */
export interface RequestedNetwork {
  namespace: string;
  name: string;
  /** Name asked for; null where Multus chooses (net1, net2, …). */
  interface: string | null;
  ips: string[];
  mac: string | null;
  /** Gateways of `default-route`; empty where the network is not to take the default route. */
  defaultRoute: string[];
}

/** What was asked for, and what could not be read of it: one sentence each. */
export interface RequestedNetworks {
  items: RequestedNetwork[];
  problems: string[];
}

/**
 * Reads the annotation `k8s.v1.cni.cncf.io/networks`: `a, ns/a, ns/a@if1`, or JSON where it contains any of `[`, `{`
 * and `"`. Multus refuses the whole annotation for one bad item; here the good ones are read and the bad ones named, so
 * that a person sees which it is.
 * Source: multus-cni pkg/k8sclient/k8sclient.go `parsePodNetworkAnnotation` and `parsePodNetworkObjectName`, v4.2;
 * Kubernetes Network Custom Resource Definition De-facto Standard v1.3, section 4.1.
 */
export function parseNetworks(annotation: string | undefined, podNamespace: string): RequestedNetworks {
  if (annotation === undefined || annotation === '') return { items: [], problems: [] };
  if (/[[{"]/.test(annotation)) return parseList(annotation, podNamespace);
  if (annotation.length > annotationLimit) {
    return {
      items: [],
      problems: [
        `It has ${annotation.length} characters, more than the ${annotationLimit} that Kubernetes allows.`,
      ],
    };
  }
  return collect(annotation.split(','), (item) => parseShort(item, podNamespace));
}

function parseList(text: string, podNamespace: string): RequestedNetworks {
  const parsed = parseJson(text);
  if (!parsed.ok) return { items: [], problems: [parsed.problem] };
  if (parsed.value === null) return { items: [], problems: [] };
  if (!Array.isArray(parsed.value)) {
    return { items: [], problems: [`It is ${kindOf(parsed.value)}, not an array of networks.`] };
  }
  return collect(parsed.value, (item, number) => parseElement(item, number, podNamespace));
}

type Item = { item: RequestedNetwork | null; problems: string[] };

function collect<T>(all: readonly T[], parse: (item: T, number: number) => Item): RequestedNetworks {
  const parsed = all.slice(0, entryLimit).map((item, index) => parse(item, index + 1));
  const problems = parsed.flatMap((p) => p.problems);
  if (all.length > entryLimit)
    problems.push(`It has ${all.length} networks; only the first ${entryLimit} are read.`);
  return { items: parsed.flatMap((p) => p.item ?? []), problems };
}

const attachmentName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function parseShort(text: string, podNamespace: string): Item {
  const bad = (why: string): Item => ({ item: null, problems: [`"${cut(text.trim(), 100)}": ${why}.`] });
  const slashes = text.trim().split('/');
  if (slashes.length > 2) return bad('more than one "/"');
  const namespace = slashes.length === 2 ? (slashes[0] ?? '').trim() : podNamespace;
  const ats = (slashes.at(-1) ?? '').split('@');
  if (ats.length > 2) return bad('more than one "@"');
  const name = (ats[0] ?? '').trim();
  const wanted = (ats[1] ?? '').trim();
  if (name === '') return bad('no network named');
  for (const part of slashes.length === 2 ? [namespace, name] : [name]) {
    if (part !== '' && !attachmentName.test(part))
      return bad(`"${cut(part, 100)}" is not a name of lower-case letters, digits and "-"`);
  }
  if (wanted.length > 15 || /[ \t\n\v\f\r/]/.test(wanted))
    return bad('an interface name has at most 15 characters and no space');
  return {
    item: {
      namespace: namespace || podNamespace,
      name,
      interface: wanted || null,
      ips: [],
      mac: null,
      defaultRoute: [],
    },
    problems: [],
  };
}

function parseElement(value: unknown, number: number, podNamespace: string): Item {
  const fields = fieldsOf(value);
  if (!fields) return { item: null, problems: [`Network ${number} is ${kindOf(value)}, not an object.`] };
  const read = new FieldReader(fields, `Network ${number}`);
  const name = read.text('name');
  const item = {
    namespace: read.text('namespace') ?? podNamespace,
    name: name ?? '',
    // `interfaceRequest` is the name of the field before Multus 3.2.
    interface: read.text('interface') ?? read.text('interfaceRequest'),
    ips: read.texts('ips'),
    mac: read.text('mac'),
    defaultRoute: read.texts('default-route'),
  };
  if (name === null) read.problems.push(`Network ${number} has no name.`);
  return { item: name === null ? null : item, problems: read.problems };
}
