import { expect, test } from 'vitest';
import { emptyDraft, fieldAt, requestOf } from './draft.ts';

test('numbers and lists are read, and what is none is kept', () => {
  const request = requestOf({
    ...emptyDraft,
    name: ' router-c ',
    chain: 'edge',
    position: '30',
    networks: [{ id: 'a', network: 'ext1', addresses: '192.0.2.1/24, 2001:db8::1/64' }],
    asn: '65003x',
    neighbors: [{ id: 'b', address: '192.0.2.2', asn: '65001', description: ' ' }],
    announce: '10.3.0.0/24\n10.4.0.0/24',
  });
  expect(request).toMatchObject({
    name: 'router-c',
    chain: { name: 'edge', position: 30 },
    networks: [{ network: 'ext1', addresses: ['192.0.2.1/24', '2001:db8::1/64'] }],
    config: {
      asn: '65003x',
      neighbors: [{ address: '192.0.2.2', asn: 65001, description: null }],
      announce: ['10.3.0.0/24', '10.4.0.0/24'],
    },
  });
  expect(requestOf(emptyDraft).chain).toBeNull();
});

test.each([
  ['name', 'name', 'name'],
  ['chain.name', 'chain.name', 'chain'],
  ['networks.1.addresses.0', 'networks.1.addresses', 'addresses'],
  ['config.neighbors.2.asn', 'config.neighbors.2.asn', 'asn'],
  ['config.announce.0', 'config.announce', 'announce'],
])('%s is the field at %s', (path, place, field) => expect(fieldAt(path)).toEqual({ place, field }));

test('what is no field is none', () => expect(fieldAt('(request)')).toBeNull());
