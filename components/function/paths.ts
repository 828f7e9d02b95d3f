import type { WorkloadKind } from '#lib/domain/kubernetes.ts';

const part = encodeURIComponent;

export const functionKey = (one: { namespace: string; kind: WorkloadKind; name: string }): string =>
  `${one.namespace}/${one.kind}/${one.name}`;

export const functionPath = (one: { namespace: string; kind: WorkloadKind; name: string }): string =>
  `/functions/${part(one.namespace)}/${one.kind}/${part(one.name)}`;

/** The page of a function by its key. */
export const functionKeyPath = (key: string): string => `/functions/${key.split('/').map(part).join('/')}`;

export const chainPath = (one: { namespace: string; name: string }): string =>
  `/chains/${part(one.namespace)}/${part(one.name)}`;

export const podPath = (one: { namespace: string; name: string }): string =>
  `/pods/${part(one.namespace)}/${part(one.name)}`;

/** The page of a ConfigMap. */
export const configPath = (one: { namespace: string; name: string }): string =>
  `/configs/${part(one.namespace)}/${part(one.name)}`;
