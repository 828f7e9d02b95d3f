import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConfig } from './check.ts';

// What vtysh 8.4.4 and 10.3 themselves say of this text.
const faulty = `frr version 8.4.4
frr defaults traditional
hostnam r1
hostnamee r2
bgp as-notation dot
router
foo bar
interface eth0
 ip address 192.0.2.1/244
 ip ospf area 0
 descr hello world
exit
router bgp 65001
 bgp router-id 1.1.1.1
 bgp gracef
 bgp
 neighbor 192.0.2.2 remote-ass 65002
 neighbor 192.0.2.2 remote-as
 neighbor 192.0.2.2 remote-as 65002
 neighbor 192.0.2.2 remote-as 99999999999
 address-family ipv4 unicast
  network 10.1.0.0/16
  netwrk 10.0.0.0/8
  neighbor 192.0.2.2 prefix-list PL in
  neighbor 192.0.2.2 description after family
 exit-address-family
exit
router bgp 65002 as-notation dot
exit
router ospf
 network 10.0.0.0/8 area 0
 netwok x
exit
`;

describe('vtysh -C', () => {
  it('says what 8.4.4 says', () => {
    expect(checkConfig(faulty, '8.4.4')).toEqual({
      code: 2,
      stderr: `line 4: % Unknown command[4]: hostnamee r2
line 5: % Unknown command[4]: bgp as-notation dot
line 6: % Command incomplete[4]: router

line 7: % Unknown command[4]: foo bar
line 9: % Unknown command[17]:  ip address 192.0.2.1/244
line 15: % Ambiguous command[25]:  bgp gracef

line 16: % Command incomplete[25]:  bgp

line 17: % Unknown command[25]:  neighbor 192.0.2.2 remote-ass 65002
line 18: % Command incomplete[25]:  neighbor 192.0.2.2 remote-as

line 20: % Unknown command[25]:  neighbor 192.0.2.2 remote-as 99999999999
line 23: % Unknown command[28]:   netwrk 10.0.0.0/8
line 26: % Unknown command[25]:  exit-address-family
line 28: % Unknown command[4]: router bgp 65002 as-notation dot
line 30: % Unknown command[3]: router ospf
line 31: % Unknown command[3]:  network 10.0.0.0/8 area 0
line 32: % Unknown command[3]:  netwok x
`,
    });
  });

  it('says what 10.3 says: other numbers, one more line accepted, and a last word', () => {
    const { stderr, code } = checkConfig(faulty, '10.3');
    expect(code).toBe(2);
    expect(stderr.split('\n').slice(-8)).toEqual([
      'line 18: % Command incomplete[28]:  neighbor 192.0.2.2 remote-as',
      '',
      'line 20: % Unknown command[28]:  neighbor 192.0.2.2 remote-as 99999999999',
      'line 23: % Unknown command[31]:   netwrk 10.0.0.0/8',
      'line 26: % Unknown command[28]:  exit-address-family',
      'line 32: % Unknown command[43]:  netwok x',
      'Configuration file[/etc/frr/frr.conf] processing failure: 2',
      '',
    ]);
  });

  it('reads abbreviations, and tells the last fault by its exit code', () => {
    const text =
      'router\ni\nhostnamee x\nr\nrouter bgp 1\n neighbor\n neighbor 1.1.1.1\n neighbor 1.1.1.1 r 1\n';
    expect(checkConfig(text, '8.4.4')).toEqual({
      code: 4,
      stderr:
        'line 1: % Command incomplete[4]: router\n\nline 2: % Command incomplete[4]: i\n\nline 3: % Unknown command[4]: hostnamee x\nline 6: % Command incomplete[25]:  neighbor\n\nline 7: % Command incomplete[25]:  neighbor 1.1.1.1\n\n',
    });
  });

  it('has nothing to say of an empty file, of CRLF and of a file without a last newline', () => {
    for (const text of [
      '',
      'hostname a',
      '\r\nhostname a\r\nrouter bgp 1\r\n neighbor 1.1.1.1 remote-as 2\r\n',
    ])
      expect(checkConfig(text, '8.4.4')).toEqual({ code: 0, stderr: '' });
  });

  it('runs nothing that a text asks for', () => {
    expect(checkConfig('write file\nshow version\nconfigure terminal\n', '10.3').code).toBe(2);
  });

  it('stops at an exit too many where 10.3 stops, and goes on outside where 8.4.4 goes on', () => {
    const text = 'router bgp 1\nexit\nexit\nhostname x\n';
    expect(checkConfig(text, '10.3')).toEqual({
      code: 0,
      stderr: 'line 3: Warning[4]...: early exit from config file\n',
    });
    expect(checkConfig(text, '8.4.4').stderr).toBe('line 4: % Unknown command[3]: hostname x\n');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => checkConfig(text, '8.4.4').code < 5));
  });
});
