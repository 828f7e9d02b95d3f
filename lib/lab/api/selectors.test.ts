import { describe, expect, it } from 'vitest';
import { object } from './__fixtures__/small-cluster.ts';
import { resourceOf } from './resources.ts';
import { fieldMatcher, labelMatcher, selectorMatcher } from './selectors.ts';

const pod = object('Pod', 'waf-a', {
  metadata: { labels: { app: 'waf', tier: '2', 'example.org/x': '' } },
  spec: { nodeName: 'node-1' },
  status: { phase: 'Running' },
});

describe('label selector', () => {
  it.each([
    ['', true],
    ['app=waf', true],
    ['app==waf,tier=2', true],
    ['app!=waf', false],
    ['other!=waf', true],
    ['app in (waf, lb)', true],
    ['app notin (waf,lb)', false],
    ['other notin (waf)', true],
    ['app', true],
    ['!app', false],
    ['!other', true],
    ['example.org/x=', true],
    ['tier>1', true],
    ['tier<2', false],
    ['app>1', false],
    ['toString', false],
  ])('%s matches: %s', (selector, expected) => {
    expect(labelMatcher(selector)(pod)).toBe(expected);
  });

  it.each(['a b', 'app in waf', 'app=(x)', '=x'])('refuses %s', (selector) => {
    expect(() => labelMatcher(selector)).toThrow('unable to parse requirement');
  });

  it('reads the form of spec.selector', () => {
    const expressions = [
      { key: 'app', operator: 'In', values: ['waf'] },
      { key: 'other', operator: 'DoesNotExist' },
    ];
    expect(selectorMatcher({ matchExpressions: expressions, matchLabels: { tier: '2' } })(pod)).toBe(true);
    expect(selectorMatcher({ matchLabels: { tier: '3' } })(pod)).toBe(false);
  });
});

describe('field selector', () => {
  it.each([
    ['spec.nodeName=node-1', true],
    ['spec.nodeName!=node-1', false],
    ['status.phase=Running,metadata.name=waf-a', true],
    ['status.podIP=', true],
  ])('%s matches: %s', (selector, expected) => {
    expect(fieldMatcher(resourceOf('pods'), selector)(pod)).toBe(expected);
  });

  it('refuses a field that Kubernetes does not index', () => {
    expect(() => fieldMatcher(resourceOf('pods'), 'spec.hostname=x')).toThrow(
      'field label not supported: spec.hostname',
    );
  });
});
