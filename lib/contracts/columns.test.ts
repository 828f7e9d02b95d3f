import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, rowsOf } from './columns.ts';

/** As a row arrives after its way as JSON. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Rows of the same fields, whose values are of few kinds, as a cluster's are, and of any. */
function table(value: fc.Arbitrary<unknown>): fc.Arbitrary<Map<string, unknown>> {
  return fc
    .array(fc.record({ a: value, b: value, c: fc.constantFrom('', '0', 0, null, false) }), {
      minLength: 15,
      maxLength: 60,
    })
    .map((rows) => new Map(rows.map((row, at) => [`key ${at}`, row])));
}

const item = fc.record({
  name: fc.constantFrom('eth0', 'net1', 'net2'),
  addresses: fc.array(fc.ipV4(), { maxLength: 2 }),
  device: fc.option(fc.record({ type: fc.constantFrom('pci', 'vdpa') })),
});

describe('columns', () => {
  it.each([
    ['lists of alike objects', fc.array(item, { maxLength: 4 })],
    [
      'objects of which some lack a field',
      fc.record({ x: fc.nat(3), y: fc.nat(3) }, { requiredKeys: ['x'] }),
    ],
    ['any JSON', fc.jsonValue({ maxDepth: 3 })],
    ['hostile names of fields', fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'one'), fc.nat(2))],
  ])('bring back what went in: %s', (_, value) => {
    fc.assert(
      fc.property(table(value), (rows) => {
        const back = rowsOf(sent(columnsOf(rows)) as ReturnType<typeof columnsOf>);
        expect([...back.keys()]).toEqual([...rows.keys()]);
        expect(JSON.stringify([...back.values()])).toBe(JSON.stringify([...rows.values()]));
      }),
      { numRuns: 500 },
    );
  });

  it('write what comes again once, and what is the same everywhere once for all', () => {
    const rows = new Map(
      Array.from({ length: 40 }, (_, at) => [
        `${at}`,
        { kind: 'pod', node: `node-${at % 2}`, name: `${at}`, nets: [{ name: 'eth0', mtu: at }] },
      ]),
    );
    expect(columnsOf(rows).fields).toMatchObject({
      kind: { one: 'pod' },
      node: { of: ['node-0', 'node-1'] },
      name: [...rows.keys()],
      nets: { lengths: { one: 1 }, items: { fields: { name: { one: 'eth0' } } } },
    });
  });

  it('say null where a row lacks a field that another has', () => {
    const rows = new Map<string, unknown>([
      ['1', { a: 1 }],
      ['2', { a: 2, b: 3 }],
    ]);
    expect([...rowsOf(columnsOf(rows)).values()]).toEqual([
      { a: 1, b: null },
      { a: 2, b: 3 },
    ]);
  });
});
