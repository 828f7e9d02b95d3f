import { isRecord, quote, type Reading } from '../reading.ts';
import { bounded, Fields, readShowJson } from './show-json.ts';

/** How many routes FRR holds (`rib`) and has installed in the kernel (`fib`), per protocol. */
export interface RouteSummary {
  routes: { type: string; rib: number | null; fib: number | null }[];
  total: number | null;
  installed: number | null;
}

/** Counts of `show ip route summary json`. */
export function parseRouteSummary(stdout: string): Reading<RouteSummary> {
  const nothing: RouteSummary = { routes: [], total: null, installed: null };
  const { value, problems } = readShowJson(stdout);
  if (value === undefined) return { value: nothing, problems };
  if (!isRecord(value)) return { value: nothing, problems: [...problems, `Not a summary: ${quote(value)}`] };
  const all = [...problems];
  const routes: RouteSummary['routes'] = [];
  if (Array.isArray(value.routes)) {
    for (const entry of value.routes as unknown[]) {
      if (!isRecord(entry)) {
        all.push(`routes: ${quote(entry)}`);
        continue;
      }
      const read = new Fields(entry, `routes ${quote(entry.type)}`, all);
      routes.push({ type: read.text('type') ?? '', rib: read.count('rib'), fib: read.count('fib') });
    }
  } else if (value.routes !== undefined) all.push(`routes are not a list: ${quote(value.routes)}`);
  const read = new Fields(value, 'summary', all);
  return {
    value: { routes, total: read.count('routesTotal'), installed: read.count('routesTotalFib') },
    problems: bounded(all),
  };
}
