import { type DescribedEndpoint, EndpointList } from '#components/api-docs/endpoint-list.tsx';
import { describeApi } from '#lib/services/describe-api.ts';

export const metadata = { title: 'HTTP API' };

/** Grouped by tag, in the document's order. */
export default function ApiDocs() {
  const groups = new Map<string, DescribedEndpoint[]>();
  for (const [path, methods] of Object.entries(describeApi().paths ?? {})) {
    for (const method of ['get', 'put', 'post'] as const) {
      const operation = methods[method];
      if (!operation) continue;
      const body =
        operation.requestBody && 'content' in operation.requestBody && operation.requestBody.content;
      const media = body ? body['application/json'] : undefined;
      const schema = media && 'schema' in media ? media.schema : undefined;
      const fields =
        typeof schema === 'object' && 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
      const query = (operation.parameters ?? []).flatMap((parameter) =>
        'name' in parameter && parameter.in === 'query' ? [parameter.name] : [],
      );
      const tag = operation.tags?.[0] ?? '';
      groups.set(tag, [
        ...(groups.get(tag) ?? []),
        {
          method: method.toUpperCase(),
          path,
          summary: operation.summary ?? '',
          input: [...query, ...fields],
          statuses: Object.keys(operation.responses ?? {}),
        },
      ]);
    }
  }
  return <EndpointList groups={[...groups].map(([tag, endpoints]) => ({ tag, endpoints }))} />;
}
