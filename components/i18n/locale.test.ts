import { describe, expect, it } from 'vitest';
import { chooseLocale } from './locale.ts';

describe('chooseLocale', () => {
  it.each([
    ['ja', 'en', 'ja'],
    ['xx', 'ja', 'ja'],
    [undefined, 'ja,en-US;q=0.7,en;q=0.3', 'ja'],
    [undefined, 'en;q=0.5, ja-JP;q=0.9', 'ja'],
    [undefined, 'de, fr;q=0.9', 'en'],
    [undefined, 'ja;q=0', 'en'],
    [undefined, ';;q=,,', 'en'],
    [undefined, null, 'en'],
  ])('cookie %s and Accept-Language %s make %s', (cookie, header, locale) => {
    expect(chooseLocale(cookie, header)).toBe(locale);
  });
});
