import { expect, test } from 'vitest';
import { isAddressBlock, isWithin, proxyUser } from './proxy-headers.ts';

const settings = {
  addresses: ['10.0.0.0/8', '2001:db8::/32', '192.0.2.7'],
  userHeader: 'x-forwarded-user',
  groupsHeader: 'x-forwarded-groups',
  systemNames: ['system:authenticated'],
};
const headers = (user: string, groups?: string) => ({
  'x-forwarded-user': [user],
  ...(groups !== undefined && { 'x-forwarded-groups': [groups] }),
});
const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

test.each(['10.1.2.3', '::ffff:10.1.2.3', '2001:db8::1', '192.0.2.7'])('%s is the proxy', (address) => {
  expect(proxyUser(settings, headers('alice', 'noc, bgp,,noc'), address)).toEqual({
    ok: true,
    value: { name: 'alice', groups: ['noc', 'bgp'] },
  });
});

test.each(['192.0.2.8', '11.0.0.1', '::1', '127.0.0.1', 'not an address', '', undefined])(
  'from %s the headers are nothing',
  (address) => {
    expect(proxyUser(settings, headers('admin', 'system:masters'), address)).toEqual({
      ok: true,
      value: null,
    });
  },
);

test.each([
  ['system:admin', undefined],
  ['System:Admin', undefined],
  ['  system:admin', undefined],
  ['alice', 'noc,system:masters'],
  ['alice', 'noc, system:nodes'],
  ['system:serviceaccount:kube-system:default', undefined],
])("the proxy's word that %s is in %s is refused: Kubernetes' own names are not acted as", (user, groups) => {
  expect(proxyUser(settings, headers(user, groups), '10.0.0.1')).toMatchObject({
    ok: false,
    fault: { kind: 'unauthenticated' },
  });
});

test('a group that is allowed by name is passed on', () => {
  expect(proxyUser(settings, headers('alice', 'system:authenticated'), '10.0.0.1')).toMatchObject({
    ok: true,
  });
});

test('a user header that is there twice is refused: one of them somebody smuggled in', () => {
  const twice = { 'x-forwarded-user': ['admin', 'alice'] };
  expect(proxyUser(settings, twice, '10.0.0.1')).toMatchObject({ ok: false });
});

test('names are UTF-8', () => {
  expect(proxyUser(settings, headers(latin1('山田')), '10.0.0.1')).toMatchObject({ value: { name: '山田' } });
});

test('no user is nobody', () => {
  expect(proxyUser(settings, {}, '10.0.0.1')).toEqual({ ok: true, value: null });
  expect(proxyUser(settings, headers('  '), '10.0.0.1')).toEqual({ ok: true, value: null });
});

test.each([
  ['10.0.0.0/8', true],
  ['::1', true],
  ['10.0.0.0/33', false],
  ['::/129', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0/8', false],
  ['proxy.example.net', false],
  ['', false],
])('%s is a block: %s', (text, is) => {
  expect(isAddressBlock(text)).toBe(is);
});

test('a link-local address counts without its zone', () => {
  expect(isWithin(['fe80::/10'], 'fe80::1%eth0')).toBe(true);
});
