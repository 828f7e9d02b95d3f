import type { FirstLoad } from './browser.ts';
import type { Latency } from './latency.ts';
import { percentile } from './statistics.ts';

export interface Results {
  conditions: {
    pods: number;
    cluster: string;
    cores: number;
    /** One-minute load average before the fleet was made, and at the end. */
    load: number;
    loadAfter: number;
    node: string;
    samples: number;
    seconds: number;
    changesPerSecond: number;
    viewers: number;
  };
  loads: FirstLoad[];
  fromKeyToRows: number;
  quiet: Latency;
  busy: Latency;
  churnPerSecond: number;
  longTasksPerSecond: number;
  longestTask: number;
  interactions: { scrolling: number; sorting: number; filtering: number };
  watches: { withOne: number | undefined; withMany: number | undefined };
  server: { oneViewer: number; rss: number; cores: number; bytesPerViewer: number; changesPerSecond: number };
}

interface Row {
  what: string;
  measured: number | undefined;
  unit: string;
  aim: number | undefined;
  /** Headlamp 0.45, measured once on a machine of the same kind. */
  reference?: string;
  digits?: number;
}

function line({ what, measured, unit, aim, reference = '–', digits = 0 }: Row): string {
  const print = (value: number) => `${value.toFixed(digits)} ${unit}`.trim();
  const told = measured === undefined || Number.isNaN(measured) ? 'not measured' : print(measured);
  const gap =
    aim === undefined
      ? '–'
      : told === 'not measured'
        ? '?'
        : (measured ?? 0) <= aim
          ? 'met'
          : `${print((measured ?? 0) - aim)} over`;
  return `| ${what} | ${told} | ${aim === undefined ? '–' : print(aim)} | ${gap} | ${reference} |`;
}

/** docs/benchmarks.md: what was measured, under which conditions, beside the aims. */
export function report(results: Results): string {
  const { conditions, quiet, busy, server, watches } = results;
  const churn = `${conditions.changesPerSecond} changes/s`;
  const middle = (read: (load: FirstLoad) => number) => percentile(results.loads.map(read), 0.5);
  const raw = (latency: Latency) =>
    `a raw watch in the same run: ${latency.raw.p50.toFixed(0)} and ${latency.raw.p99.toFixed(0)} ms (p50, p99 of ${latency.raw.count})`;
  const rows: Row[] = [
    {
      what: 'All rows usable after navigation',
      measured: middle((load) => load.usable),
      unit: 'ms',
      aim: 800,
      reference: '5,400 ms',
    },
    {
      what: 'First load, compressed',
      measured: middle((load) => load.bytes) / 1000,
      unit: 'kB',
      aim: 400,
      reference: '2,050 kB',
    },
    { what: 'Filter typed to rows drawn', measured: results.fromKeyToRows, unit: 'ms', aim: undefined },
    {
      what: 'Change to pixel, quiet, p50',
      measured: quiet.pixel.p50,
      unit: 'ms',
      aim: 25,
      reference: '556 ms',
    },
    {
      what: 'Change to pixel, quiet, p99',
      measured: quiet.pixel.p99,
      unit: 'ms',
      aim: 60,
      reference: '1,090 ms',
    },
    {
      what: `Change to pixel, ${churn}, p50`,
      measured: busy.pixel.p50,
      unit: 'ms',
      aim: 60,
      reference: '1,478 ms',
    },
    {
      what: `Change to pixel, ${churn}, p99`,
      measured: busy.pixel.p99,
      unit: 'ms',
      aim: 200,
      reference: '2,933 ms',
    },
    {
      what: `Long tasks in each second, ${churn}`,
      measured: results.longTasksPerSecond,
      unit: 'ms',
      aim: 20,
      reference: 'about 500 ms',
    },
    { what: `Longest task, ${churn}`, measured: results.longestTask, unit: 'ms', aim: undefined },
    { what: 'Longest task while scrolling', measured: results.interactions.scrolling, unit: 'ms', aim: 50 },
    { what: 'Longest task while sorting', measured: results.interactions.sorting, unit: 'ms', aim: 50 },
    { what: 'Longest task while filtering', measured: results.interactions.filtering, unit: 'ms', aim: 50 },
    { what: 'Watches at the API server, 1 viewer', measured: watches.withOne, unit: '', aim: undefined },
    {
      what: `Watches at the API server, ${conditions.viewers} viewers`,
      measured: watches.withMany,
      unit: '',
      aim: watches.withOne,
    },
    { what: 'Server memory (RSS), 1 viewer', measured: server.oneViewer, unit: 'MB', aim: 400 },
    {
      what: `Server memory (RSS), ${conditions.viewers} streams, ${churn}`,
      measured: server.rss,
      unit: 'MB',
      aim: 400,
    },
    {
      what: `Server CPU, ${conditions.viewers} streams, ${churn}`,
      measured: server.cores,
      unit: 'cores',
      aim: 1,
      digits: 2,
    },
    {
      what: 'Bytes a second to each viewer under churn',
      measured: server.bytesPerViewer / 1000,
      unit: 'kB',
      aim: undefined,
      digits: 1,
    },
  ];
  return `# Benchmarks

Written by \`npm run bench\`. Numbers of one run, to be compared within that run: the machine and its other load decide
much of them. An aim that is not met is shown with the gap. A day of the wall has its numbers in [wall.md](wall.md#a-day-of-it).

## Conditions

- ${conditions.cluster}; ${conditions.pods.toLocaleString('en')} pods in one namespace, each with \`networks\` and \`network-status\`, beside what else ran there
- ${conditions.cores} cores for API server, etcd, console, browser and the measuring process together; load average ${conditions.load.toFixed(1)} before the start and ${conditions.loadAfter.toFixed(1)} at the end
- the console's production build on Node.js ${conditions.node}; Chromium, headless, 1440×900, cache disabled, no throttling
- ${conditions.samples} changes followed, quiet and under churn; churn reached ${results.churnPerSecond.toFixed(0)} changes/s with one viewer and ${server.changesPerSecond.toFixed(0)} with ${conditions.viewers}, over ${conditions.seconds} s

## Results

| | measured | aim | gap | Headlamp 0.45 |
| --- | ---: | ---: | ---: | ---: |
${rows.map(line).join('\n')}

- Times from navigation and bytes are the middle of ${results.loads.length} first loads (${results.loads.map((load) => `${load.usable.toFixed(0)} ms`).join(', ')}), in ${results.loads[0]?.requests ?? 0} requests. Usable: every row counted, the first one drawn, the filter ready.
- Change to pixel is from sending the change to the API server until the frame that shows it begins. Quiet, ${raw(quiet)}; under churn, ${raw(busy)}.
- ${quiet.missed} changes of ${conditions.samples} were overtaken by the next before they were drawn when quiet, ${busy.missed} under churn.
- Long tasks are tasks of more than 50 ms, as the browser reports them: 0 means none was that long.
- Watches are those the audit log shows as open for the console's own user, the most of twenty moments.
- Headlamp's numbers were taken on another machine of this kind, where a raw watch took 4 and 10 ms (7 and 55 under churn).
`;
}
