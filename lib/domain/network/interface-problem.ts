import { cut } from '../cut.ts';
import type { Reason } from '../health.ts';
import type { DefinitionContent } from './definition.ts';
import type { NetworkInterface } from './interface.ts';
import type { Pairing } from './pair-interfaces.ts';

interface Known {
  definition: DefinitionContent | undefined;
  definitionsKnown: boolean;
  /** A pod that is not running yet has nothing to report. */
  running: boolean;
  /** False where network-status could not be read: then nothing is called unreported. */
  statusReadable: boolean;
}

type Rule = (pair: Pairing, made: NetworkInterface, known: Known) => Omit<Reason, 'subject'> | null;

/** What is wrong with a secondary interface, the worst first; each is one question. */
const rules: readonly Rule[] = [
  // Multus: "cannot find a network-attachment-definition": the pod cannot start, or could not start again.
  ({ request }, made, { definition, definitionsKnown }) =>
    request && definitionsKnown && !definition
      ? {
          code: 'definition-missing',
          health: made.reported ? 'degraded' : 'down',
          message: `${request.namespace}/${request.name}`,
        }
      : null,
  (_pair, made, { definition }) =>
    definition?.problem
      ? {
          code: 'definition-unreadable',
          health: made.reported ? 'unknown' : 'down',
          message: definition.problem,
        }
      : null,
  ({ request, report }, _made, { running, statusReadable }) =>
    request && !report && running && statusReadable
      ? { code: 'interface-unreported', health: 'degraded' }
      : null,
  ({ request, report }) => {
    if (!request || !report) return null;
    const missing = request.ips.filter((ip) => !report.ips.some((has) => sameAddress(ip, has)));
    const mac =
      request.mac && report.mac && request.mac.toLowerCase() !== report.mac.toLowerCase()
        ? [request.mac]
        : [];
    return missing.length + mac.length > 0
      ? { code: 'address-mismatch', health: 'degraded', message: [...missing, ...mac].join(', ') }
      : null;
  },
  ({ request, report }, made) =>
    request && request.defaultRoute.length > 0 && report && made.isDefaultRoute === false
      ? { code: 'default-route-pod-network', health: 'degraded', message: request.defaultRoute.join(', ') }
      : null,
  (_pair, made) => (made.isDefaultRoute === true ? { code: 'default-route-secondary', health: 'ok' } : null),
  // An edited annotation, or a network that the cluster adds by itself: worth knowing, no fault.
  ({ request, report }) => (!request && report ? { code: 'interface-unrequested', health: 'ok' } : null),
];

/** The first rule that holds for a secondary interface, or null. */
export function interfaceProblem(pair: Pairing, made: NetworkInterface, known: Known): Reason | null {
  for (const rule of rules) {
    const found = rule(pair, made, known);
    if (!found) continue;
    return { ...found, subject: made.name, ...(found.message ? { message: cut(found.message, 1024) } : {}) };
  }
  return null;
}

/** Compares addresses by value: a request may have a prefix length, and IPv6 may be written in several ways. */
function sameAddress(requested: string, reported: string): boolean {
  return canonical(requested) === canonical(reported);
}

function canonical(address: string): string {
  const bare = address.split('/')[0] ?? address;
  const asUrl = `http://[${bare}]/`;
  return bare.includes(':') && URL.canParse(asUrl) ? new URL(asUrl).hostname : bare.toLowerCase();
}
