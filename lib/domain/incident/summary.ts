import { recordSource } from '../action/record.ts';
import type { AlertView } from '../alert/alert.ts';
import { troubleSince } from '../alert/trouble-since.ts';
import type { ChainView } from '../chain/chain-view.ts';
import type { EventView } from '../event/event-view.ts';
import { beginOf, foldEvents } from '../event/fold-events.ts';
import { type Health, healths, isTroubled, type Reason, type ReasonCode } from '../health.ts';
import { markdownText } from '../markdown.ts';
import { groupedReasons } from '../reason-order.ts';
import type { FunctionRow } from '../workload/function-view.ts';

/** What somebody did through the console, as far as the summary tells it. */
export interface SummaryAction {
  at: string;
  by: string;
  summary: string;
  why: string | null;
  namespace: string;
}

type IncidentChain = Pick<ChainView, 'namespace' | 'name' | 'health' | 'reasons'>;

export interface IncidentFacts {
  /** RFC 3339: the moment that the summary speaks of. */
  at: string;
  /** Since when the data is no longer live; null while it is. RFC 3339. */
  staleSince: string | null;
  /** Where the console is: `https://console.example.net`. */
  origin: string;
  chains: readonly IncidentChain[];
  functions: readonly FunctionRow[];
  /** Workloads that are no network function. */
  others: readonly FunctionRow[];
  events: readonly EventView[];
  actions: readonly SummaryAction[];
  alerts: readonly AlertView[];
}

/** The words of the reader's language. */
export interface IncidentWords {
  title(worst: Health, count: number): string;
  taken(at: string): string;
  stale(since: string): string;
  wrong: string;
  ready(ready: number, desired: number): string;
  since(at: string): string;
  before(from: string): string;
  nothingBefore: string;
  more(count: number): string;
  health(health: Health): string;
  reason(code: ReasonCode): string;
  /** What is told of it beside its name. */
  told(reason: Reason): string | undefined;
  last(at: string): string;
}

/** So long before the trouble began its cause is looked for; milliseconds. */
const lookBackMs = 15 * 60_000;
const mostReasons = 5;
const mostChanges = 40;

/**
 * An incident as Markdown for a ticket or a chat: what is wrong since when, and what changed from a quarter of an hour before
 * it began. Times are UTC. What the cluster or people wrote stays text on its line.
 */
export function incidentSummary(facts: IncidentFacts, words: IncidentWords): string {
  const troubled = <Row extends { health: Health }>(rows: readonly Row[]) =>
    rows.filter(({ health }) => isTroubled(health)).sort(worstFirst);
  const functions = troubled(facts.functions);
  const chains = troubled(facts.chains);
  const others = troubled(facts.others);
  const worst = [...functions, ...chains].sort(worstFirst)[0]?.health ?? 'ok';
  const begins = [...functions, ...chains, ...others]
    .flatMap((one) => troubleSince([one], facts.alerts)?.since ?? [])
    .sort();
  const from = new Date(Date.parse(begins[0] ?? facts.at) - lookBackMs).toISOString();
  const link = (page: string, key: string) =>
    `[${markdownText(key)}](${facts.origin}/${page}/${key.split('/').map(encodeURIComponent).join('/')})`;
  const lines = (of: Pick<IncidentChain, 'reasons'>) =>
    groupedReasons(of.reasons)
      .slice(0, mostReasons)
      .map(({ reason, count }) => {
        const { code, subject, since, lastAt } = reason;
        const told = words.told(reason);
        const parts = [
          `${words.reason(code)}${count > 1 ? ` ×${count}` : ''}`,
          subject && markdownText(subject),
          since ? words.since(utc(since)) : lastAt && words.last(utc(lastAt)),
          told && markdownText(told),
        ];
        return `  - ${parts.filter(Boolean).join(' · ')}`;
      });
  const changes = changesOf(facts, from, new Set([...functions, ...others].map(keyOf)));
  const shown = changes.slice(-mostChanges);
  return [
    `# ${words.title(worst, functions.filter(({ health }) => health === worst).length)}`,
    '',
    words.taken(utc(facts.at)),
    ...(facts.staleSince === null ? [] : ['', `**${words.stale(utc(facts.staleSince))}**`]),
    '',
    `## ${words.wrong}`,
    '',
    ...chains.flatMap((chain) => [
      `- **${words.health(chain.health)}** ${link('chains', `${chain.namespace}/${chain.name}`)}`,
      // What its functions say is told by them.
      ...(functions.some((one) => one.namespace === chain.namespace && one.chain === chain.name)
        ? []
        : lines(chain)),
    ]),
    ...[...functions, ...others].flatMap((one) => {
      const versions = one.versions.map(({ version }) => markdownText(version)).join(' + ');
      const ready = words.ready(one.ready, one.desired);
      const since = troubleSince([one], facts.alerts)?.since ?? null;
      // Where no reason says it.
      const isTold = since === null || one.reasons.some((reason) => reason.since === since);
      const began = isTold ? '' : ` · ${words.since(utc(since))}`;
      return [
        `- **${words.health(one.health)}** ${link('functions', keyOf(one))} ${versions} ${ready}${began}`,
        ...lines(one),
      ];
    }),
    '',
    `## ${words.before(utc(from))}`,
    '',
    ...(changes.length > shown.length ? [`- ${words.more(changes.length - shown.length)}`] : []),
    ...shown.map(({ at, text }) => `- ${utc(at)} ${text}`),
    ...(shown.length === 0 ? [words.nothingBefore] : []),
    '',
  ].join('\n');
}

/** What was done by anybody, and what the cluster tells of the functions in trouble; oldest first, repetitions as one. */
function changesOf({ events, actions }: IncidentFacts, from: string, troubled: ReadonlySet<string>) {
  const told = events.filter(
    ({ at, function: of, source }) =>
      // The console's own Events are told by the actions, with who and why.
      at >= from && of !== null && troubled.has(of) && source !== recordSource,
  );
  // Of what lasts the first time that is told of in this while counts.
  const folded = foldEvents(told.map((event) => ({ ...event, firstAt: null }))).map((event) => {
    const { type, reason, object, message, count } = event;
    const text = markdownText(`${reason} ${object.kind}/${object.name}: ${message}`);
    const times = count > 1 ? ` ×${count}` : '';
    return { at: beginOf(event), text: `${type === 'Warning' ? '**Warning** ' : ''}${text}${times}` };
  });
  const done = actions
    .filter(({ at }) => at >= from)
    .map(({ at, by, summary, why, namespace }) => ({
      at,
      text: markdownText(`${by}: ${summary} (${namespace})${why === null ? '' : ` “${why}”`}`),
    }));
  return [...folded, ...done].sort((a, b) => (a.at < b.at ? -1 : 1));
}

const keyOf = ({ namespace, kind, name }: FunctionRow): string => `${namespace}/${kind}/${name}`;
const worstFirst = (a: { health: Health }, b: { health: Health }): number =>
  healths.indexOf(b.health) - healths.indexOf(a.health);

/** `2026-11-24 13:12:01 UTC` */
function utc(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time)
    ? markdownText(at)
    : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
