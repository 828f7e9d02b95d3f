import { expect, it } from 'vitest';
import { readStatus, statusFault } from './status-fault.ts';

const right = { verb: 'update', group: 'apps', resource: 'deployments', namespace: 'edge' };
const kindOf = (code: number, reason: string | null, message: string) =>
  statusFault(readStatus({ code, ...(reason && { reason }), message }, code), right).fault;

it.each([
  ['Forbidden', 'deployments.apps "waf" is forbidden: User "ada" cannot update resource', 'forbidden'],
  ['Forbidden', 'pods "waf-x" is forbidden: exceeded quota: few', 'refused'],
  [null, 'admission webhook "deny.example.net" denied the request: no ticket', 'refused'],
  [
    'Forbidden',
    'admission webhook "deny.example.net" denied the request: User "ada" has no ticket',
    'refused',
  ],
  [null, 'HTTP 403', 'forbidden'],
])('403 %s, %s: %s', (reason, message, kind) => {
  const fault = kindOf(403, reason, message);
  expect(fault).toMatchObject({ kind, detail: message });
  expect(fault.right).toEqual(kind === 'forbidden' ? right : undefined);
});
