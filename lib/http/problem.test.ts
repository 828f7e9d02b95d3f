import { expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '#lib/contracts/endpoint.ts';
import { labelName } from '#lib/contracts/names.ts';
import { fail, ok } from '#lib/domain/result.ts';
import { handle } from './handle.ts';

const greet = endpoint({
  id: 'greet',
  method: 'GET',
  path: '/api/v1/greet/{name}',
  summary: '',
  tag: 'cluster',
  params: z.object({ name: labelName }),
  query: z.object({ times: z.coerce.number().int().min(1).optional() }),
  answer: z.object({ hello: z.string() }),
  faults: ['not-found'],
});

const call = (
  verb: Parameters<typeof handle<{ name: string }, { times?: number }, { hello: string }>>[1],
  path: string,
) =>
  handle(greet, verb)(new Request(`http://localhost${path}`), {
    params: Promise.resolve({ name: new URL(path, 'http://localhost').pathname.split('/').at(-1) ?? '' }),
  });

test('an answer is JSON that is not kept by any cache', async () => {
  const answer = await call(({ params }) => ok({ hello: params.name }), '/api/v1/greet/waf');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual({ hello: 'waf' });
});

test('input that does not fit the contract is refused with the field and the remedy', async () => {
  const answer = await call(({ params }) => ok({ hello: params.name }), '/api/v1/greet/waf?times=0');
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const body = await answer.json();
  expect(body.errors[0].field).toBe('times');
  expect(body.instance).toBe('/api/v1/greet/waf');
});

test('a fault becomes a problem with its status and the missing right', async () => {
  const right = { verb: 'list', group: '', resource: 'pods' };
  const answer = await call(() => fail('forbidden', 'no', { right }), '/api/v1/greet/waf');
  expect(answer.status).toBe(403);
  expect((await answer.json()).right).toEqual(right);
});

test('a defect never shows its stack', async () => {
  const answer = await call(() => {
    throw new Error('secret path /etc/passwd');
  }, '/api/v1/greet/waf');
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('passwd');
});
