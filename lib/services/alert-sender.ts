import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Counter, Gauge } from 'prom-client';
import type { AlertSubject } from '#lib/domain/alert/alert.ts';
import { alertId } from '#lib/domain/alert/findings.ts';
import { bodyOf } from '#lib/domain/alert/messages.ts';
import type { AlertReceiver } from '#lib/domain/alert/receiver.ts';
import { timingOf } from '#lib/domain/alert/rules.ts';
import {
  afterSending,
  dueFor,
  type Notice,
  readTold,
  type Told,
  type ToldRecord,
  writeTold,
} from '#lib/domain/alert/told.ts';
import { holdLease, type LeaseName } from '#lib/kube/lease.ts';
import { running } from '#lib/live/running.ts';
import { type DeliveryState, type ReceiverState, showDelivery } from './alert-delivery.ts';
import { type Delivery, postAlerts } from './post-alerts.ts';

export interface SenderOptions {
  receivers: readonly AlertReceiver[];
  /** Of the Lease; null for the console's own. */
  namespace: string | null;
  /** Where the console is opened; null where nothing says. */
  origin: string | null;
  /** Milliseconds between two looks. */
  tickMs?: number;
  leaseSeconds?: number;
  /** Milliseconds before the first retry; each further one waits twice as long, up to five minutes. */
  retryMs?: number;
  post?: (receiver: AlertReceiver, body: unknown) => Promise<Delivery>;
}

const toldAnnotation = 'cnf-console/told';
const stateAnnotation = 'cnf-console/delivery';
/** Notices in one POST; the rest follows. */
const mostAtOnce = 100;
/** Alerts that are remembered as not delivered, for each receiver. */
const mostMissed = 1_000;
const longestRetryMs = 300_000;

/** What is known of one receiver between two tries; times in milliseconds. */
class Post {
  busy = false;
  failures = 0;
  nextAt = 0;
  problem: string | null = null;
  failingSince: number | null = null;
  deliveredAt: number | null = null;
  waiting = 0;
  missed = new Map<string, Told>();
}

/**
 * Sends alerts of the console's own view to the receivers. One replica at a time does, by a Lease, and writes on it what was told: so a
 * restart tells nothing twice and forgets nothing. See docs/adr/0017.
 */
export function startAlerts(options: SenderOptions): { stop(): void } {
  const {
    receivers,
    origin,
    tickMs = 2_000,
    leaseSeconds = 15,
    retryMs = 5_000,
    post = postAlerts,
  } = options;
  if (receivers.length === 0) return { stop: () => undefined };
  const { hub, connection } = running();
  const lease: LeaseName = {
    namespace: options.namespace ?? connection.info.namespace ?? 'default',
    name: 'cnf-console-alerts',
  };
  const holder = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const posts = new Map(receivers.map(({ name }) => [name, new Post()]));
  const absent = new Map<string, number>();
  const metrics = deliveryMetrics(posts);
  let told: ToldRecord = {};
  let sender: DeliveryState['sender'] = 'nobody';
  let problem: string | null = null;
  let leasedAt = 0;
  let unsaved = false;
  let busy = false;
  let stopped = false;

  /** Renews the Lease; what is written on it by another replica is taken over. */
  async function attend(now: number): Promise<void> {
    const saving = unsaved;
    const annotations: Record<string, string> =
      sender === 'self'
        ? { [toldAnnotation]: writeTold(told), [stateAnnotation]: JSON.stringify(states()) }
        : {};
    if (saving) unsaved = false;
    const taken = await holdLease(connection, lease, holder, leaseSeconds, annotations);
    leasedAt = now;
    if (!taken.ok) {
      unsaved ||= saving;
      problem = taken.fault.detail;
      // While the API server is away nobody else can take it either: that it is away has to be told.
      if (taken.fault.kind !== 'unreachable') sender = 'nobody';
      return;
    }
    problem = null;
    if (sender !== 'self' || !taken.value.held) takeOver(taken.value.annotations, sender === 'nobody');
    sender = taken.value.held ? 'self' : 'other';
  }

  function takeOver(annotations: Record<string, string>, first: boolean): void {
    told = readTold(annotations[toldAnnotation], ({ rule, ...about }) =>
      alertId(rule, about as AlertSubject),
    );
    unsaved = false;
    absent.clear();
    readStates(annotations[stateAnnotation]);
    if (!first) return;
    const known = Object.values(told).flatMap((of) => Object.values(of));
    hub.showTold(
      new Map(
        known.map(({ id, since, firedAt, severity }) => [
          id,
          { since: Date.parse(since), firedAt: Date.parse(firedAt), severity },
        ]),
      ),
    );
  }

  function noticesFor(receiver: AlertReceiver, post: Post, now: number): Notice[] {
    const { book } = hub.state.alertWatch;
    const overAt = (id: string): number | null => {
      const entry = book.entries.get(id);
      if (entry?.resolvedAt) return entry.quietSince ?? entry.resolvedAt;
      if (entry !== undefined || hub.freshness().state !== 'live') {
        absent.delete(id);
        return null;
      }
      // It was told by a process before this one, and was never seen by this.
      const since = absent.get(id) ?? now;
      absent.set(id, since);
      const rule = told[receiver.name]?.[id]?.rule ?? post.missed.get(id)?.rule;
      const keep = rule === undefined ? 0 : (timingOf(rule, {})?.keep ?? 0);
      return now - since >= keep * 1000 ? since : null;
    };
    return dueFor({
      receiver,
      open: hub.alerts(),
      told: told[receiver.name] ?? {},
      missed: post.missed,
      overAt,
      now,
    });
  }

  async function tell(receiver: AlertReceiver, own: Post, notices: readonly Notice[]): Promise<void> {
    const from = { cluster: hub.cluster().name, origin, now: new Date() };
    const body = bodyOf[receiver.format](notices, from, receiver.language);
    const { problem: why, retryAfter } = await post(receiver, body);
    const now = Date.now();
    metrics.deliveries.inc({ receiver: receiver.name, outcome: why === null ? 'delivered' : 'failed' });
    own.problem = why;
    if (why === null) {
      own.failures = 0;
      own.failingSince = null;
      own.deliveredAt = now;
      own.waiting -= notices.length;
      for (const { alert } of notices) own.missed.delete(alert.id);
      told = { ...told, [receiver.name]: afterSending(told[receiver.name] ?? {}, notices, now) };
    } else {
      own.failingSince ??= now;
      const wait = Math.min(retryMs * 2 ** own.failures, longestRetryMs) * (0.9 + 0.2 * Math.random());
      own.failures += 1;
      own.nextAt = now + Math.max(wait, (retryAfter ?? 0) * 1000);
      for (const { status, alert } of notices)
        if (status === 'firing' && own.missed.size < mostMissed) own.missed.set(alert.id, alert);
    }
    unsaved = true;
  }

  async function tick(): Promise<void> {
    const now = Date.now();
    if (unsaved || now - leasedAt >= (leaseSeconds * 1000) / 3) await attend(now);
    if (sender === 'self' && hub.ready) {
      for (const receiver of receivers) {
        const own = posts.get(receiver.name);
        if (own === undefined || own.busy) continue;
        const notices = noticesFor(receiver, own, now);
        own.waiting = notices.length;
        if (notices.length === 0 || own.nextAt > now || stopped) continue;
        own.busy = true;
        void tell(receiver, own, notices.slice(0, mostAtOnce)).finally(() => {
          own.busy = false;
        });
      }
    }
    showDelivery({ sender, problem, receivers: states() });
  }

  const text = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  const states = (): ReceiverState[] =>
    receivers.map(({ name, format }) => {
      const own = posts.get(name) ?? new Post();
      return {
        name,
        format,
        problem: own.problem,
        failingSince: text(own.failingSince),
        deliveredAt: text(own.deliveredAt),
        waiting: own.waiting,
      };
    });

  /** How it stands with the receivers, by the replica that sends. */
  function readStates(written: string | undefined): void {
    let list: unknown;
    try {
      list = JSON.parse(written ?? '[]');
    } catch {
      return;
    }
    for (const one of Array.isArray(list) ? (list as Partial<ReceiverState>[]) : []) {
      const own = posts.get(String(one?.name));
      if (own === undefined || own.busy) continue;
      own.problem = typeof one.problem === 'string' ? one.problem.slice(0, 100) : null;
      own.failingSince = Date.parse(one.failingSince ?? '') || null;
      own.deliveredAt = Date.parse(one.deliveredAt ?? '') || null;
      own.waiting = typeof one.waiting === 'number' ? one.waiting : 0;
    }
  }

  const timer = setInterval(() => {
    if (busy || stopped) return;
    busy = true;
    void tick()
      .catch((error: unknown) => {
        problem = error instanceof Error ? error.message : String(error);
      })
      .finally(() => {
        busy = false;
      });
  }, tickMs);
  timer.unref();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };

  function deliveryMetrics(of: ReadonlyMap<string, Post>) {
    const registers = [hub.registry];
    const labelNames = ['receiver'];
    const gauge = (name: string, help: string, read: (post: Post) => number) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers,
        collect() {
          for (const [receiver, post] of of) this.set({ receiver }, read(post));
        },
      });
    gauge(
      'cnf_console_alerts_waiting',
      'Alerts that wait to be delivered, by receiver.',
      (one) => one.waiting,
    );
    gauge('cnf_console_alert_receiver_failing', '1 while a receiver takes no alerts.', (one) =>
      one.failingSince === null ? 0 : 1,
    );
    return {
      deliveries: new Counter({
        name: 'cnf_console_alert_deliveries_total',
        help: 'Messages to receivers of alerts by outcome: delivered, failed.',
        labelNames: ['receiver', 'outcome'],
        registers,
      }),
    };
  }
}
