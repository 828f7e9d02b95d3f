import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedFields } from './changed-fields.ts';

const spec = {
  replicas: 3,
  template: {
    metadata: { labels: { app: 'waf' } },
    spec: {
      containers: [
        { name: 'waf', image: 'waf:v2.24.123', args: ['-v'] },
        { name: 'log', image: 'log:v1' },
      ],
    },
  },
};

test('each field is named as kubectl explain names it, containers by their names', () => {
  const after = structuredClone(spec);
  after.replicas = 4;
  const [waf, log] = after.template.spec.containers;
  if (!waf || !log) throw new Error('no containers');
  waf.image = 'waf:v2.25.0';
  waf.args = ['-v', '-q'];
  // The order of containers is no difference of theirs.
  after.template.spec.containers = [log, waf];
  Object.assign(after, { paused: true });
  expect(changedFields(spec, after)).toEqual([
    { path: 'paused', before: null, after: 'true' },
    { path: 'replicas', before: '3', after: '4' },
    { path: 'template.spec.containers[waf].args[1]', before: null, after: '-q' },
    { path: 'template.spec.containers[waf].image', before: 'waf:v2.24.123', after: 'waf:v2.25.0' },
  ]);
});

test('what came or went as a whole is one entry', () => {
  const after = structuredClone(spec);
  after.template.spec.containers.pop();
  expect(changedFields(spec, after)).toEqual([
    { path: 'template.spec.containers[log]', before: '{"name":"log","image":"log:v1"}', after: null },
  ]);
  expect(changedFields({ a: [1] }, { a: { b: 1 } })).toEqual([
    { path: 'a', before: '[1]', after: '{"b":1}' },
  ]);
});

test('nothing is different from itself, and what is different is told', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const [a, b] = [one, other].map((value) => JSON.parse(JSON.stringify(value)));
      expect(changedFields(a, structuredClone(a))).toEqual([]);
      const differs = sorted(a) !== sorted(b);
      if (differs) expect(changedFields(a, b).length).toBeGreaterThan(0);
    }),
  );
});

/** JSON that does not depend on the order of fields, or of list items that have names. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
