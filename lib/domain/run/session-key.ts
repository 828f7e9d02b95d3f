import { cut } from '../cut.ts';
import type { RoutingSession } from '../frr/routing-summary.ts';

/**
 * By what a session is known again in the pod that comes. OSPF names an interface with the router's own address, as
 * `net1:192.0.2.7`, which the next pod does not have.
 */
export function sessionKey({
  protocol,
  context,
  peer,
}: Pick<RoutingSession, 'protocol' | 'context' | 'peer'>): string {
  const place = protocol === 'ospf' ? context.replace(/:[0-9a-f.:]+$/i, '') : context;
  return cut(`${protocol} ${place} ${peer}`, 120);
}
