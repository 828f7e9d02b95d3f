import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, formatCidr, lastOf, networkOf, parseCidr } from './address.ts';

const written = (text: string) => {
  const cidr = parseCidr(text);
  return cidr === undefined ? undefined : formatCidr(cidr);
};

describe('addresses', () => {
  it.each([
    ['192.0.2.1/24', '192.0.2.1/24'],
    ['192.0.2.1', '192.0.2.1/32'],
    ['2001:DB8::0:1/64', '2001:db8::1/64'],
    ['::', '::/128'],
    ['fe80:0:0:1:0:0:0:1', 'fe80:0:0:1::1/128'],
    ['192.0.2.256', undefined],
    ['192.0.2.1/33', undefined],
    ['1::2::3', undefined],
    ['net1', undefined],
  ])('%s is %s', (text, expected) => expect(written(text)).toBe(expected));

  it('reads what it writes, and keeps an address inside its network', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
        const cidr = parseCidr(`${address}/${prefix}`);
        // fast-check also writes IPv6 with a dotted end, which CNI configurations do not use.
        if (cidr === undefined) return address.includes(':') && address.includes('.');
        return (
          parseCidr(formatCidr(cidr))?.value === cidr.value &&
          contains(networkOf(cidr), cidr) &&
          contains(cidr, lastOf(cidr))
        );
      }),
    );
  });

  it('throws at no text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void parseCidr(text)),
      { numRuns: 10_000 },
    );
  });
});
