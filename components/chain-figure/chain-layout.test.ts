import fc from 'fast-check';
import { expect, test } from 'vitest';
import { healths } from '#lib/domain/health.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { intersects, markWidth } from '../pod-figure/figure.ts';
import { textWidth } from '../pod-figure/text.ts';
import { type ChainInput, type ChainWords, chainLayout } from './chain-layout.ts';

const words: ChainWords = {
  podNetwork: 'Pod network',
  noPods: 'no pods',
  ready: (ready, desired) => `${ready}/${desired} ready`,
  sessions: ({ established, configured }) => `${established}/${configured} sessions`,
  run: ({ done, total }) => `Upgrade ${done}/${total}`,
  reason: ({ code }) => code,
};

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 60 }),
  fc.constant('<script>"&\u202e日本語の長い名前</script>'),
);
const count = fc.integer({ min: 0, max: 30 });
const member = fc.record({
  component: name,
  name,
  health: fc.constantFrom(...healths),
  versions: fc.array(fc.record({ version: name, image: name, replicas: count, ready: fc.constant(0) }), {
    maxLength: 3,
  }),
  desired: count,
  ready: count,
  sessions: fc.option(fc.record({ established: count, configured: count })),
  reasons: fc.array(
    fc.record({ code: fc.constant('not-ready' as const), health: fc.constantFrom(...healths) }),
    {
      maxLength: 3,
    },
  ),
  networks: fc.uniqueArray(fc.constantFrom('ns/ext1', 'ns/ext2', 'ns/core'), { maxLength: 3 }),
});

const inputs = fc.array(member, { maxLength: 9 }).map((list): ChainInput => {
  const functions = list.map(
    (one, index) =>
      ({
        ...one,
        namespace: 'ns',
        kind: 'deployments',
        name: `${index}${one.name}`,
        upgrade: null,
        targetVersion: null,
      }) as unknown as FunctionRow,
  );
  const networks = new Map(
    functions.map((one, index) => [
      `ns/deployments/${one.name}`,
      new Map((list[index]?.networks ?? []).map((network) => [network, { name: network, kind: 'macvlan' }])),
    ]),
  );
  return { namespace: 'ns', name: 'edge', functions, networks };
});

test('whatever a chain has, its blocks stand beside each other and every text stays in its place', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { width, height, shapes, texts } = chainLayout(input, words);
      const blocks = shapes.filter(({ role }) => role === 'function');
      expect(blocks).toHaveLength(input.functions.length);
      for (const [index, one] of blocks.entries())
        for (const other of blocks.slice(index + 1)) expect(intersects(one, other)).toBe(false);
      for (const { x, y, width: wide, height: high } of shapes) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + wide).toBeLessThanOrEqual(width);
        expect(y + high).toBeLessThanOrEqual(height);
      }
      for (const line of texts) {
        const block = blocks.find(
          ({ x, y, width: wide, height: high }) =>
            line.anchor === 'start' && line.x >= x && line.x <= x + wide && line.y >= y && line.y <= y + high,
        );
        const taken = textWidth(line.text, line.size) + (line.mark ? markWidth(line.size) : 0);
        if (block) expect(line.x + taken).toBeLessThanOrEqual(block.x + block.width);
        expect(line.text).not.toMatch(/[\u202a-\u202e]/);
      }
    }),
    { numRuns: 60 },
  );
});

test('a network is a rail with a drop from each function that is on it', () => {
  const one = (component: string) =>
    ({
      ...({
        versions: [],
        reasons: [],
        desired: 1,
        ready: 1,
        sessions: null,
        upgrade: null,
        targetVersion: 'v1',
      } as object),
      component,
      name: component,
      namespace: 'ns',
      kind: 'deployments',
      health: 'ok',
    }) as unknown as FunctionRow;
  const on = new Map([['ns/ext1', { name: 'ns/ext1', kind: 'sriov' }]]);
  const { wires, texts } = chainLayout(
    {
      namespace: 'ns',
      name: 'edge',
      functions: [one('a'), one('b'), one('c')],
      networks: new Map([
        ['ns/deployments/a', on],
        ['ns/deployments/c', on],
      ]),
    },
    words,
  );
  expect(wires.filter(({ style }) => style === 'rail')).toHaveLength(1);
  expect(wires.filter(({ style }) => style === 'drop')).toHaveLength(2);
  expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['ext1 · sriov', 'Pod network']));
});
