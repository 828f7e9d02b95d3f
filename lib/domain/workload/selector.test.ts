import { describe, expect, test } from 'vitest';
import { matches, selects } from './selector.ts';

const labels = { app: 'waf', tier: 'edge' };
const expression = (operator: string, key: string, values: string[] = []) => ({
  matchExpressions: [{ key, operator, values }],
});

describe('matches', () => {
  test.each([
    [undefined, false],
    [{}, true],
    [{ matchLabels: { app: 'waf' } }, true],
    [{ matchLabels: { app: 'lb' } }, false],
    [{ matchLabels: { toString: 'x' } }, false],
    [expression('In', 'app', ['lb', 'waf']), true],
    [expression('In', 'none', ['waf']), false],
    [expression('NotIn', 'app', ['waf']), false],
    [expression('NotIn', 'none', ['waf']), true],
    [expression('Exists', 'app'), true],
    [expression('Exists', 'none'), false],
    [expression('DoesNotExist', 'app'), false],
    [expression('DoesNotExist', 'none'), true],
    [expression('Like', 'app', ['waf']), false],
    [{ matchLabels: { app: 'waf' }, ...expression('Exists', 'none') }, false],
  ])('%o: %s', (selector, expected) => {
    expect(matches(selector, labels)).toBe(expected);
  });
  test('an object without labels', () => {
    expect(matches({}, undefined)).toBe(true);
    expect(matches({ matchLabels: { app: 'waf' } }, undefined)).toBe(false);
  });
});

test('the plain selector of a Service: empty selects nothing', () => {
  expect(selects({ app: 'waf' }, labels)).toBe(true);
  expect(selects({ app: 'waf', tier: 'core' }, labels)).toBe(false);
  expect(selects({}, labels)).toBe(false);
  expect(selects(undefined, labels)).toBe(false);
});
