import { expect, test, vi } from 'vitest';
import { type EarlyStream, fetchAfter } from './early-stream.ts';

const early = (topics: string[], answer: Response): EarlyStream => ({
  topics,
  controller: new AbortController(),
  answer: Promise.resolve(answer),
});
const path = (scope: string) => `/api/v1/stream?${new URLSearchParams({ scope })}`;

test('the first request takes the early connection over, and can end it; the second is its own', async () => {
  const [first, second] = [new Response('first'), new Response('second')];
  const connection = early(['chains', 'pods'], first);
  const fetchNow = vi.fn(async () => second);
  const get = fetchAfter(connection, fetchNow);
  const controller = new AbortController();
  expect(await get(path('chains,pods'), { signal: controller.signal })).toBe(first);
  expect(fetchNow).not.toHaveBeenCalled();
  controller.abort();
  expect(connection.controller.signal.aborted).toBe(true);
  expect(await get(path('chains,pods'))).toBe(second);
});

test('a connection for other topics is ended, not left open', async () => {
  const answer = new Response('now');
  const connection = early(['chains'], new Response('early'));
  expect(await fetchAfter(connection, async () => answer)(path('chains,pods'))).toBe(answer);
  expect(connection.controller.signal.aborted).toBe(true);
});

test('an early connection that failed fails as any other', async () => {
  const connection: EarlyStream = {
    topics: ['pods'],
    controller: new AbortController(),
    answer: Promise.reject(new TypeError('network')),
  };
  await expect(fetchAfter(connection, fetch)(path('pods'))).rejects.toThrow('network');
});
