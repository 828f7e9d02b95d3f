import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

test('a body up to the limit is read as it is', async () => {
  expect(await readText(post('ルーター'), 12)).toEqual({ ok: true, value: 'ルーター' });
});

test('a body is given up while it comes, not after it has come', async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1_000;
      controller.enqueue(new Uint8Array(1_000).fill(32));
    },
  });
  expect(await readText(post(endless), 10_000)).toMatchObject({
    ok: false,
    fault: { kind: 'malformed', detail: '(body): is larger than 10000 bytes' },
  });
  expect(sent).toBeLessThan(20_000);
});

test('a body that says itself that it is too long is not read at all', async () => {
  expect(await readText(post('{}', { 'content-length': '99999999' }), 100)).toMatchObject({ ok: false });
});

test('what is not UTF-8 is refused, not mended', async () => {
  expect(await readText(post(new Uint8Array([0x22, 0xff, 0x22])), 100)).toMatchObject({
    ok: false,
    fault: { kind: 'malformed' },
  });
});
