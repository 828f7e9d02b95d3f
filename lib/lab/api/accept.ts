/** What form of an answer the client wants, by its Accept header. */
export type Form =
  | { as: 'object' }
  | { as: 'table'; version: 'v1' | 'v1beta1' }
  | { as: 'metadata'; version: 'v1' | 'v1beta1' };

export interface MediaType {
  type: string;
  parameters: Record<string, string>;
}

/** The media types of an Accept header in the client's order (quality values are not weighed: Kubernetes ignores them too). */
export function mediaTypes(accept: string | undefined): MediaType[] {
  return (accept ?? '*/*').split(',').map((entry) => {
    const [type = '', ...rest] = entry.split(';').map((part) => part.trim());
    const parameters = rest.map((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    });
    return { type, parameters: Object.fromEntries(parameters) };
  });
}

/** The first form that the lab can make, or undefined for 406 (protobuf only, say). */
export function acceptedForm(accept: string | undefined): Form | undefined {
  for (const { type, parameters } of mediaTypes(accept)) {
    if (type !== 'application/json' && type !== '*/*' && type !== 'application/*') continue;
    const version = parameters.v === 'v1' || parameters.v === 'v1beta1' ? parameters.v : undefined;
    if (parameters.as === undefined) return { as: 'object' };
    if (parameters.g !== 'meta.k8s.io' || version === undefined) continue;
    if (parameters.as === 'Table') return { as: 'table', version };
    if (parameters.as === 'PartialObjectMetadata' || parameters.as === 'PartialObjectMetadataList') {
      return { as: 'metadata', version };
    }
  }
  return undefined;
}
