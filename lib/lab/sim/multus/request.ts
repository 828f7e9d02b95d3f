import { isRecord, text } from '../../api/object.ts';

/** One element of `k8s.v1.cni.cncf.io/networks`. */
export interface NetworkRequest {
  namespace: string;
  name: string;
  interface?: string;
  ips: string[];
  mac?: string;
  defaultRoute: string[];
}

/** What Multus cannot attach; its message goes into the FailedCreatePodSandBox event. */
export class AttachError extends Error {}

/**
 * Reads the annotation `k8s.v1.cni.cncf.io/networks`. It is JSON when it holds any of `[`, `{` or `"`
 * (multus-cni, pkg/k8sclient, parsePodNetworkAnnotation). Throws AttachError.
 */
export function parseNetworkRequests(annotation: string, namespace: string): NetworkRequest[] {
  if (annotation.trim() === '') return [];
  return /[[{"]/.test(annotation) ? parseJson(annotation, namespace) : parseShort(annotation, namespace);
}

function parseShort(annotation: string, namespace: string): NetworkRequest[] {
  return annotation.split(',').map((item) => {
    const match = /^(?:([^/@\s]+)\/)?([^/@\s]+)(?:@([^/@\s]+))?$/.exec(item.trim());
    if (match === null) {
      throw new AttachError(
        `parsePodNetworkAnnotation: failed to parse network ${JSON.stringify(item.trim())}: Invalid network object`,
      );
    }
    const [, inNamespace, name = '', interfaceName] = match;
    return {
      namespace: inNamespace ?? namespace,
      name,
      ips: [],
      defaultRoute: [],
      ...(interfaceName === undefined ? {} : { interface: interfaceName }),
    };
  });
}

function parseJson(annotation: string, namespace: string): NetworkRequest[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(annotation);
  } catch (error) {
    throw new AttachError(
      `parsePodNetworkAnnotation: failed to parse pod Network Attachment Selection Annotation JSON format: ${String(error)}`,
    );
  }
  if (!Array.isArray(parsed) || !parsed.every(isRecord)) {
    throw new AttachError(
      'parsePodNetworkAnnotation: failed to parse pod Network Attachment Selection Annotation JSON format: not a list of objects',
    );
  }
  return parsed.map((item) => ({
    namespace: text(item.namespace) || namespace,
    name: text(item.name),
    ips: strings(item.ips),
    defaultRoute: strings(item['default-route']),
    ...(text(item.interface) === '' ? {} : { interface: text(item.interface) }),
    ...(text(item.mac) === '' ? {} : { mac: text(item.mac) }),
  }));
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
