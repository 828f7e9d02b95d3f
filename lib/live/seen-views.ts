import { randomUUID } from 'node:crypto';
import type { Freshness } from '#lib/domain/cluster/freshness.ts';
import { type Sight, sightText } from '#lib/domain/cluster/sight.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Stores } from '#lib/kube/stores.ts';
import { filteredStores } from './filtered-stores.ts';
import { createLiveView, type LiveView, type ViewSource } from './live-view.ts';
import { boardSeen, noRuns } from './run-board.ts';
import { seenFreshness } from './seen-freshness.ts';

/** More different sets of rights than these are not served at the same time. */
const maximumViews = 64;
// Who asks again within this time, as a page that is reloaded and a pipeline that waits do, finds the view kept up.
const lingerMs = 120_000;

interface Kept {
  view: LiveView;
  usedAt: number;
  stop(): void;
}

/** What the views of different rights have in common. */
export type ViewsSource = Omit<ViewSource, 'name' | 'stores' | 'freshness'> & {
  stores: Stores;
  freshness(): Freshness;
};

/**
 * For each set of rights a view of its own, made of nothing but the objects that may be seen with them: what is derived from
 * them cannot tell of others. Viewers with the same rights share one.
 */
export class SeenViews {
  private readonly kept = new Map<string, Kept>();
  private readonly source: ViewsSource;

  constructor(source: ViewsSource) {
    this.source = source;
  }

  /** The view of a sight, brought up to date where it is new. Fault `unreachable` where there are too many different ones. */
  of(sight: Sight): Result<LiveView> {
    const key = sightText(sight);
    const known = this.kept.get(key);
    if (known) {
      known.usedAt = Date.now();
      return ok(known.view);
    }
    if (this.kept.size >= maximumViews) this.sweep(Date.now(), 0);
    if (this.kept.size >= maximumViews)
      return fail('unreachable', 'Too many people with different rights are here at once; try again later.');
    const fresh = this.make(sight);
    this.kept.set(key, fresh);
    return ok(fresh.view);
  }

  all(): LiveView[] {
    return [...this.kept.values()].map(({ view }) => view);
  }

  get streams(): number {
    return this.all().reduce((sum, { streams }) => sum + streams.size, 0);
  }

  /** Forgets views that nobody has looked at for so long, in milliseconds. */
  sweep(now: number, idleMs = lingerMs): void {
    for (const [key, kept] of this.kept) {
      const inUse = kept.view.streams.size > 0;
      if (inUse) kept.usedAt = now;
      if (inUse || now - kept.usedAt < idleMs) continue;
      kept.stop();
      this.kept.delete(key);
    }
  }

  stop(): void {
    for (const { stop } of this.kept.values()) stop();
    this.kept.clear();
  }

  private make(sight: Sight): Kept {
    const filtered = filteredStores(this.source.stores, sight);
    const since = new Date().toISOString();
    const view = createLiveView({
      ...this.source,
      // A view that is made again counts anew from nothing.
      name: randomUUID(),
      stores: filtered.stores,
      ownEventsOnly: sight.chains !== undefined,
      runs: () => boardSeen(this.source.runs?.() ?? noRuns, sight),
      freshness: () => seenFreshness(this.source.freshness(), sight, filtered.stores, since),
    });
    filtered.fill();
    view.learn();
    view.state.flush(new Date());
    view.tellFreshness();
    return { view, usedAt: Date.now(), stop: filtered.stop };
  }
}
