import { assert, property, string, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { safeReturnTo } from './return-to.ts';

test('goes back to where one was', () => {
  expect(safeReturnTo('/pods?q=waf&health=down#row')).toBe('/pods?q=waf&health=down#row');
  expect(safeReturnTo('/functions/cnf-edge/deployments/waf')).toBe('/functions/cnf-edge/deployments/waf');
});

test.each([
  null,
  '',
  'pods',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  '/api/v1/session/end',
  '/sign-in?returnTo=/pods',
  '/_next/static/x.js',
  `/${'a'.repeat(3_000)}`,
])('goes home instead of %j', (text) => {
  expect(safeReturnTo(text)).toBe('/');
});

test('never leads to another site, whatever is asked for', () => {
  const path = stringMatching(/^\/[/\\.\t\n@:a%?#]{0,12}evil\.example[/\\]?$/);
  for (const texts of [path, string(), string().map((text) => `/${text}`)]) {
    assert(
      property(texts, (text) => {
        const target = safeReturnTo(text);
        expect(new URL(target, 'https://console.example').origin).toBe('https://console.example');
        expect(target).toMatch(/^\/(?!\/)/);
      }),
    );
  }
});
