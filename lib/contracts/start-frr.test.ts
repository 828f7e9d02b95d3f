import { expect, test } from 'vitest';
import { parse } from '#lib/http/parse.ts';
import { startFrr } from './start-frr.ts';

const [example] = Object.values(startFrr.examples ?? {}) as [Record<string, unknown>];

function fieldsAtFault(change: Record<string, unknown>): string[] {
  if (startFrr.body === undefined) throw new Error('it has a body');
  const parsed = parse(startFrr.body, { ...example, ...change });
  return parsed.ok ? [] : (parsed.fault.errors ?? []).map(({ field }) => field);
}

test('the example passes', () => expect(fieldsAtFault({})).toEqual([]));

const digest = `sha256:${'0'.repeat(64)}`;

test.each([
  'frr:10.3',
  'registry.local/frr:10.3',
  'host:5000/frr:10.3',
  `host/frr@${digest}`,
  `frr:10@${digest}`,
])('%s says what runs', (image) => expect(fieldsAtFault({ image })).toEqual([]));

test.each(['frr', 'host:5000', 'host:5000/frr', 'quay.io/frrouting/frr', 'frr:', 'frr:10 ', `frr@sha256:0`])(
  '%s does not say what runs',
  (image) => expect(new Set(fieldsAtFault({ image }))).toEqual(new Set(['image'])),
);

test('each field at fault is named, also within the alternative that was meant', () => {
  const config = {
    asn: 0,
    routerId: '192.0.2',
    neighbors: [{ address: 'r2', asn: 65001, description: 'one\nrouter bgp 2' }],
    announce: ['10.3.0.0'],
  };
  expect(fieldsAtFault({ config })).toEqual([
    'config.asn',
    'config.routerId',
    'config.neighbors.0.address',
    'config.neighbors.0.description',
    'config.announce.0',
  ]);
  expect(fieldsAtFault({ config: { text: 'a\0b' } })).toEqual(['config.text']);
  expect(fieldsAtFault({ name: 'Router_C', chain: { name: '', position: -1 } })).toEqual([
    'name',
    'chain.name',
    'chain.position',
  ]);
});
