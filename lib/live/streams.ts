import { fail, ok, type Result } from '#lib/domain/result.ts';
import { Scope, TopicSnapshot } from './scope.ts';
import type { LiveState } from './state.ts';
import { type Source, Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

export interface SubscribeOptions {
  scope: readonly string[];
  /** Names what the viewer may see: everything is encoded once for all who may see the same. */
  view: string;
  lastEventId: string | null;
  gzip: boolean;
  /** The bytes go on behind those of another stream, of whose gzip stream they are a part. */
  continues?: boolean;
  wake: () => void;
}

export interface Stream {
  take(): Uint8Array[];
  close(): void;
}

const maximumStreams = 1_000;
const maximumScopes = 400;
// A browser that reloads its page finds its scope, and its place in it, again.
const lingerMs = 60_000;

/** Who listens to what. Topics of single objects live as long as somebody looks at them, and a minute more. */
export class Streams {
  private readonly scopes = new Map<string, Scope>();
  private readonly snapshots = new Map<Topic, TopicSnapshot>();
  private readonly open = new Set<Subscription>();
  private readonly state: LiveState;
  private readonly source: Source;

  constructor(state: LiveState, source: Source) {
    this.state = state;
    this.source = source;
  }

  get size(): number {
    return this.open.size;
  }

  notify(): void {
    for (const subscription of this.open) subscription.notify();
  }

  subscribe(options: SubscribeOptions): Result<Stream> {
    if (this.open.size >= maximumStreams) {
      return fail(
        'unreachable',
        `There are ${maximumStreams} streams open already; close some pages and try again.`,
      );
    }
    const scope = this.scopeOf(options);
    if (scope === null)
      return fail('unreachable', 'Too many different pages are open at once; close some and try again.');
    scope.subscribers++;
    scope.idleSince = null;
    const subscription = new Subscription(scope, this.source, {
      resumeFrom: scope.readEventId(options.lastEventId),
      gzip: options.gzip,
      continues: options.continues ?? false,
      wake: options.wake,
    });
    this.open.add(subscription);
    let closed = false;
    return ok({
      take: () => (closed ? [] : subscription.take()),
      close: () => {
        if (closed) return;
        closed = true;
        this.open.delete(subscription);
        if (--scope.subscribers === 0) scope.idleSince = Date.now();
      },
    });
  }

  /** Forgets scopes that nobody has listened to for a while, and the topics that nobody else needs. */
  sweep(now: number): void {
    for (const [key, scope] of this.scopes) {
      if (scope.idleSince !== null && now - scope.idleSince > lingerMs) this.scopes.delete(key);
    }
    const needed = new Set([...this.scopes.values()].flatMap((scope) => scope.names));
    for (const [name, topic] of this.state.details) {
      if (needed.has(name)) continue;
      this.state.details.delete(name);
      this.snapshots.delete(topic);
    }
  }

  private scopeOf({ scope: wanted, view }: SubscribeOptions): Scope | null {
    const names = [...new Set(wanted)].sort();
    const key = `${view} ${names.join(',')}`;
    const known = this.scopes.get(key);
    if (known !== undefined) return known;
    if (this.scopes.size >= maximumScopes) this.forgetIdle();
    if (this.scopes.size >= maximumScopes) return null;
    const scope = new Scope(
      view,
      names.map((name) => [name, this.state.topic(name)] as const),
      (topic) => this.snapshotOf(topic),
    );
    this.scopes.set(key, scope);
    return scope;
  }

  private forgetIdle(): void {
    for (const [key, scope] of this.scopes) if (scope.idleSince !== null) this.scopes.delete(key);
  }

  private snapshotOf(topic: Topic): TopicSnapshot {
    const known = this.snapshots.get(topic);
    if (known !== undefined) return known;
    const snapshot = new TopicSnapshot(topic);
    this.snapshots.set(topic, snapshot);
    return snapshot;
  }
}
