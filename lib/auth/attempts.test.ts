import { expect, test } from 'vitest';
import { countAttempts } from './attempts.ts';

const limits = { perAddress: 20, overall: 50, seconds: 300 };

test('a thousand attempts from one address: twenty are made, the others wait', async () => {
  const attempts = countAttempts(limits);
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => attempts.take('192.0.2.1')));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
  const refused = answers.find(({ ok }) => !ok);
  expect(refused).toMatchObject({ fault: { kind: 'limited', reason: { code: 'rate-limited' } } });
  const seconds = refused && !refused.ok ? Number(refused.fault.reason?.params.seconds) : 0;
  expect(seconds).toBeGreaterThan(290);
  expect(await attempts.take('192.0.2.2')).toMatchObject({ ok: true });
});

test('a thousand addresses together are limited as well', async () => {
  const attempts = countAttempts(limits);
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => attempts.take(`192.0.2.${index}`)),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(50);
});

test('good attempts do not count', async () => {
  const attempts = countAttempts(limits);
  for (let count = 0; count < 100; count += 1) {
    const attempt = await attempts.take('192.0.2.1');
    if (!attempt.ok) throw new Error('limited');
    await attempt.value();
  }
});

test('good attempts that come at once make up for those that had to wait', async () => {
  const attempts = countAttempts(limits);
  const answers = await Promise.all(Array.from({ length: 60 }, () => attempts.take('192.0.2.1')));
  for (const attempt of answers) if (attempt.ok) await attempt.value();
  expect((await attempts.take('192.0.2.1')).ok).toBe(true);
});
