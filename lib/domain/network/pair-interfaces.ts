import type { ReportedInterface } from './reported.ts';
import type { RequestedNetwork } from './requested.ts';

/** One secondary interface as asked for, as reported, or both. */
export interface Pairing {
  name: string;
  request: RequestedNetwork | null;
  report: ReportedInterface | null;
}

/**
 * Pairs what was requested with what was reported. The same network may be requested twice, so a report with the very
 * interface name comes first, then one of the same network, then one that names the interface and a network nobody
 * asked for. Reports left over, with the same network as a request, are further interfaces of it.
 * A report's name is `namespace/name`, or the CNI configuration's own name in old releases.
 */
export function pairInterfaces(
  requests: readonly RequestedNetwork[],
  reports: readonly ReportedInterface[],
): { primary: ReportedInterface | undefined; secondary: Pairing[] } {
  const primary =
    reports.find((r) => r.interface === 'eth0') ??
    reports.find((r) => r.interface === null && !requests.some((request) => sameNetwork(request, r)));
  const left = new Set(reports.filter((r) => r !== primary));
  const pairs = requests.map((request, index) => ({
    name: request.interface ?? `net${index + 1}`,
    request,
    report: null as ReportedInterface | null,
  }));
  const rules: ((pair: (typeof pairs)[number], report: ReportedInterface) => boolean)[] = [
    (pair, report) => sameNetwork(pair.request, report) && report.interface === pair.name,
    (pair, report) => sameNetwork(pair.request, report),
    (pair, report) => report.interface === pair.name && !requests.some((r) => sameNetwork(r, report)),
  ];
  for (const fits of rules) {
    for (const pair of pairs.filter((p) => p.report === null)) {
      const found = [...left].find((report) => fits(pair, report));
      if (!found) continue;
      pair.report = found;
      left.delete(found);
    }
  }
  const paired: Pairing[] = pairs.map((pair) => ({ ...pair, name: pair.report?.interface ?? pair.name }));
  const rest: Pairing[] = [...left].map((report) => ({
    name: report.interface ?? report.name,
    request: requests.find((request) => sameNetwork(request, report)) ?? null,
    report,
  }));
  return { primary, secondary: [...paired, ...rest] };
}

function sameNetwork(request: RequestedNetwork, report: ReportedInterface): boolean {
  return report.name === `${request.namespace}/${request.name}` || report.name === request.name;
}
