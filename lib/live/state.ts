import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { ChainView } from '#lib/domain/chain/chain-view.ts';
import { chainViews } from '#lib/domain/chain/chain-views.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { eventMatters, eventView } from '#lib/domain/event/event-view.ts';
import { isTroubled } from '#lib/domain/health.ts';
import type { KubernetesEvent, WorkloadKind } from '#lib/domain/kubernetes.ts';
import { runRow } from '#lib/domain/run/run-row.ts';
import type { Stores } from '#lib/kube/stores.ts';
import { AlertWatch } from './alert-watch.ts';
import { byNewest, chainRow, Derivation, type Surroundings } from './derivation.ts';
import { functionConcerned, functionDetails, podDetail, sessionEvents } from './details.ts';
import { markChanges, noMarks } from './marks.ts';
import { noRuns, type RunBoard, underWayOf } from './run-board.ts';
import { sameValue } from './same-value.ts';
import { Throttle } from './throttle.ts';
import { Topic } from './topic.ts';
import { functionKey, World } from './world.ts';

const eventsShown = 300;
const endedRunsShown = 200;
// What a row costs to derive in a larger whole, in milliseconds: the rest after it is so long that at most a fifth of the
// processor is spent on it.
const restPerPodMs = 0.1;
// Alerts wait for seconds and minutes: they need not look at every change.
const alertsRestMs = 500;

/** The rows of every topic, kept as the cluster is by `flush`. */
export class LiveState {
  readonly world: World;
  readonly derivation: Derivation;
  seq = 0;
  readonly pods = new Topic(0);
  readonly functions = new Topic(0);
  readonly 'other-workloads' = new Topic(0);
  readonly chains = new Topic(0);
  readonly networks = new Topic(0);
  readonly events = new Topic(0);
  readonly runs = new Topic(0);
  readonly 'chain-runs' = new Topic(0);
  readonly alerts = new Topic(0);
  readonly alertWatch: AlertWatch;
  /** Topics of single objects, while somebody looks at them. */
  readonly details = new Map<string, Topic>();
  private readonly marks = noMarks();
  private readonly around: Surroundings;
  /** Events of what is not a function here are nobody's affair. */
  private readonly ownEventsOnly: boolean;
  private readonly throttle = new Throttle();
  private readonly mattering = new Map<string, EventView>();
  private pendingEvents = true;
  private pendingChains = false;

  constructor(stores: Stores, around: Surroundings, wake: () => void, ownEventsOnly = false) {
    this.ownEventsOnly = ownEventsOnly;
    this.world = new World(stores);
    this.around = around;
    this.derivation = new Derivation(this.world, around);
    this.alertWatch = new AlertWatch(this.world, this.derivation, {
      ...around.alerts,
      runs: () => this.board(),
    });
    markChanges(this.world, this.marks, wake);
  }

  /** Marks what depends on something outside the objects: routing sessions as they were read. */
  touchPod(key: string): void {
    this.marks.pods.add(key);
  }

  /** Definitions, ConfigMaps or the API server's version have become known, or unknown. */
  touchAll(): void {
    for (const pod of this.world.stores.pods.values())
      this.marks.pods.add(`${pod.metadata.namespace}/${pod.metadata.name}`);
    for (const key of this.derivation.functionRows.keys()) this.marks.functions.add(key);
    this.marks.networks = true;
    this.marks.allDetails = true;
  }

  /** A routing session went down or came up. */
  touchEvents(): void {
    this.pendingEvents = true;
  }

  /** A run has changed. */
  touchRuns(): void {
    this.marks.runs = true;
  }

  /** Marks what time alone may change: whatever has a reason, or is on its way out. */
  touchUnsettled(): void {
    for (const [key, row] of this.derivation.podRows) {
      if (row.reasons.length > 0 || this.world.stores.pods.get(key)?.metadata.deletionTimestamp !== undefined)
        this.marks.pods.add(key);
    }
    for (const [key, row] of this.derivation.functionRows)
      if (row.reasons.length > 0) this.marks.functions.add(key);
    this.marks.allDetails = true;
  }

  /** Derives what is marked. Returns the milliseconds after which to come back for what had to wait; null for nothing. */
  flush(now: Date): number | null {
    const { marks, derivation, world } = this;
    const seq = ++this.seq;
    const clock = now.getTime();
    let back: number | null = null;
    const later = (ms: number) => {
      back = back === null ? ms : Math.min(back, ms);
    };

    if (marks.podNetwork) {
      marks.podNetwork = false;
      if (derivation.readPodNetwork()) this.touchAll();
    }
    if (marks.attachedPods) {
      marks.attachedPods = false;
      for (const [key, pod] of podsWithNetworks(world)) if (pod) marks.pods.add(key);
    }

    const touched = new Set<string>();
    if (marks.runs) this.readRuns(seq, touched);
    marks.runs = false;
    for (const key of marks.pods) {
      const before = derivation.podRows.get(key);
      const row = derivation.pod(key, now);
      const changed = put(this.pods, key, row, seq);
      if (!changed) continue;
      touched.add(key);
      for (const ref of [before?.function, row?.function]) if (ref) marks.functions.add(functionKey(ref));
      if (
        before?.interfaces.length !== row?.interfaces.length ||
        before?.podIP !== row?.podIP ||
        (row?.interfaces.length ?? 0) > 1
      )
        marks.networks = true;
    }
    marks.pods.clear();

    for (const key of [...marks.functions]) {
      const rest = this.throttle.wait(key, clock);
      if (rest > 0) {
        later(rest);
        continue;
      }
      marks.functions.delete(key);
      const row = derivation.function(key, now);
      const changed = put(this.functions, key, row?.role === 'other' ? null : row, seq);
      put(this['other-workloads'], key, row?.role === 'other' && isTroubled(row.health) ? row : null, seq);
      this.throttle.done(key, clock, world.podsOfWorkload.get(key).size * restPerPodMs);
      if (!changed) continue;
      touched.add(key);
      this.pendingChains = true;
    }
    if (this.pendingChains) {
      this.pendingChains = false;
      this.chains.replace(
        new Map(this.chainViews().map((chain) => [`${chain.namespace}/${chain.name}`, chainRow(chain)])),
        seq,
      );
    }

    if (marks.networks) {
      const rest = this.throttle.wait('networks', clock);
      if (rest > 0) later(rest);
      else {
        marks.networks = false;
        this.networks.replace(new Map(derivation.networks().map((network) => [network.key, network])), seq);
        this.throttle.done('networks', clock, derivation.podRows.size * restPerPodMs * 4);
      }
    }

    for (const key of marks.events) this.readEvent(key);
    marks.events.clear();
    if (this.pendingEvents) {
      const rest = this.throttle.wait('events', clock);
      if (rest > 0) later(rest);
      else {
        this.pendingEvents = false;
        const newest = [...this.mattering.values(), ...this.sessionEvents()]
          .sort(byNewest)
          .slice(0, eventsShown);
        this.events.replace(new Map(newest.map((event) => [event.key, event])), seq);
        this.throttle.done('events', clock, this.mattering.size * restPerPodMs);
      }
    }

    const rest = this.throttle.wait('alerts', clock);
    if (rest > 0) later(rest);
    else {
      const ms = this.alertWatch.look(clock);
      this.alerts.replace(new Map(this.alertWatch.views.map((alert) => [alert.id, alert])), seq);
      this.throttle.done('alerts', clock, alertsRestMs);
      if (ms !== null) later(Math.max(ms, alertsRestMs));
    }

    for (const [name, topic] of this.details) {
      const [kind, key = ''] = split(name);
      const namespace = key.slice(0, key.indexOf('/'));
      if (!marks.allDetails && !touched.has(key) && !marks.details.has(namespace) && !this.isNewDetail(topic))
        continue;
      this.readDetail(topic, kind, key, now, seq);
    }
    marks.details.clear();
    marks.allDetails = false;
    return back;
  }

  chainViews(): ChainView[] {
    return chainViews([...this.derivation.functionRows.values()]);
  }

  /** Events that matter, newest first. */
  eventsSince(since: number): EventView[] {
    return [...this.mattering.values(), ...this.sessionEvents()]
      .filter((event) => !(Date.parse(event.at) < since))
      .sort(byNewest);
  }

  /** Routing sessions on the same time line as the cluster's events, of pods that are seen. */
  private sessionEvents(): EventView[] {
    const found: EventView[] = [];
    for (const podKey of this.around.sessionChanges?.().keys() ?? []) {
      const pod = this.world.stores.pods.get(podKey);
      const owner = pod && this.world.ownerOf(pod);
      if (pod === undefined || (this.ownEventsOnly && !(owner && this.world.workloadAt(functionKey(owner)))))
        continue;
      found.push(...sessionEvents(this.world, pod, this.around));
    }
    return found;
  }

  podDetail(namespace: string, name: string, now: Date) {
    return podDetail(this.world, this.derivation, this.around, { namespace, name }, now);
  }

  functionDetail(namespace: string, kind: WorkloadKind, name: string, now: Date) {
    return functionDetails(this.world, this.derivation, this.around, { namespace, kind, name }, now);
  }

  /** The topic of a name; those of single objects are made, and filled, when first asked for. */
  topic(name: string): Topic {
    if (
      name === 'pods' ||
      name === 'functions' ||
      name === 'other-workloads' ||
      name === 'chains' ||
      name === 'networks' ||
      name === 'events' ||
      name === 'runs' ||
      name === 'chain-runs' ||
      name === 'alerts'
    )
      return this[name];
    const known = this.details.get(name);
    if (known !== undefined) return known;
    const topic = new Topic(this.seq);
    const [kind, key] = split(name);
    this.readDetail(topic, kind, key, new Date(), this.seq);
    this.details.set(name, topic);
    return topic;
  }

  private readonly isNewDetail = (topic: Topic): boolean => topic.rows.size === 0;

  private readDetail(topic: Topic, kind: string, key: string, now: Date, seq: number): void {
    const [namespace = '', second = '', third = ''] = key.split('/');
    const row =
      kind === 'run'
        ? this.run(key)
        : kind === 'pod'
          ? this.podDetail(namespace, second, now)
          : this.functionDetail(namespace, second as WorkloadKind, third, now);
    if (row === null) topic.delete(key, seq);
    else topic.set(key, row, seq);
  }

  private board(): RunBoard {
    return this.around.runs?.() ?? noRuns;
  }

  private run(id: string): RunView | ChainRunView | null {
    const { runs, chains } = this.board();
    return runs.find((run) => run.id === id) ?? chains.find((run) => run.id === id) ?? null;
  }

  /** Takes the runs over, and marks the functions that one has, or has no more. */
  private readRuns(seq: number, touched: Set<string>): void {
    const { derivation, marks } = this;
    const board = this.board();
    const shown = (all: readonly { id: string; endedAt: string | null }[]) => {
      const moving = all.filter(({ endedAt }) => endedAt === null);
      return [...moving, ...all.filter(({ endedAt }) => endedAt !== null).slice(0, endedRunsShown)];
    };
    const rows = (shown(board.runs) as RunView[]).map((run) => [run.id, runRow(run)] as const);
    this.runs.replace(new Map(rows), seq);
    this['chain-runs'].replace(new Map(shown(board.chains).map((run) => [run.id, run])), seq);
    for (const { id } of [...board.runs, ...board.chains]) touched.add(id);
    const before = derivation.upgrades;
    derivation.upgrades = underWayOf(board);
    for (const key of new Set([...before.keys(), ...derivation.upgrades.keys()]))
      if (!sameValue(before.get(key), derivation.upgrades.get(key))) marks.functions.add(key);
  }

  private readEvent(key: string): void {
    const event = this.world.stores.events.get(key);
    const shown = event !== undefined && eventMatters(event) && this.isOwn(event);
    const changed = shown
      ? this.mattering.set(
          key,
          eventView(event, (involved) => functionConcerned(this.world, involved)),
        ) !== undefined
      : this.mattering.delete(key);
    if (changed) this.pendingEvents = true;
  }

  private isOwn({ involved }: KubernetesEvent): boolean {
    if (!this.ownEventsOnly) return true;
    const about = functionConcerned(this.world, involved);
    return (
      about !== null && this.world.stores[about.kind].get(`${about.namespace}/${about.name}`) !== undefined
    );
  }
}

/** Takes a row over, or away; false where it is as it was. */
const put = (topic: Topic, key: string, row: unknown, seq: number): boolean =>
  row === null ? topic.delete(key, seq) : topic.set(key, row, seq);

function split(name: string): [string, string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}

function* podsWithNetworks(world: World): Iterable<[string, boolean]> {
  for (const { metadata } of world.stores.pods.values()) {
    const annotations = Object.keys(metadata.annotations ?? {});
    yield [
      `${metadata.namespace}/${metadata.name}`,
      annotations.some((name) => name.includes('cni.cncf.io') || name.includes('multus')),
    ];
  }
}
