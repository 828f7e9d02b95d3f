import { expect, test } from 'vitest';
import { shortSubject } from './short-subject.ts';

test.each([
  ['waf: waf-7c9-x2: waf', 'waf-7c9-x2'],
  ['ids: ids-d88-fd: net1', 'ids-d88-fd: net1'],
  ['router-a: router-a-0: 192.0.2.1', 'router-a-0: 192.0.2.1'],
  ['lb: speaker-0: frr', 'lb: speaker-0: frr'],
  ['waf', 'waf'],
  ['waf: waf', 'waf: waf'],
  ['', ''],
])('%o is told as %o', (subject, expected) => {
  expect(shortSubject(subject)).toBe(expected);
});
