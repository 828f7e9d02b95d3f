import { expect, it } from 'vitest';
import { describeApi } from '#lib/services/describe-api.ts';
import { actingEndpoints } from './acting.ts';

it.each(
  actingEndpoints.flatMap((one) => ('examples' in one && one.examples ? [[one.id, one] as const] : [])),
)('%s: every example is a body that it takes', (_, endpoint) => {
  for (const [name, body] of Object.entries(endpoint.examples ?? {}))
    expect({ name, ...endpoint.body?.safeParse(body) }).toMatchObject({ name, success: true });
});

it('every action is in the document, with examples, the key that makes it act once, and what may be refused', () => {
  const { paths } = describeApi();
  const scale = paths?.['/api/v1/functions/{namespace}/{kind}/{name}/scale']?.post;
  expect(JSON.stringify(scale?.requestBody)).toContain(
    '"Scale out":{"summary":"Scale out","value":{"replicas":5',
  );
  expect(JSON.stringify(scale?.parameters)).toContain('"Idempotency-Key"');
  expect(Object.keys(scale?.responses ?? {})).toEqual(
    expect.arrayContaining(['200', '403', '409', '412', '422', '503']),
  );
  for (const { path, method } of actingEndpoints)
    expect(paths?.[path]?.[method.toLowerCase() as 'get' | 'post' | 'put']).toBeDefined();
});
