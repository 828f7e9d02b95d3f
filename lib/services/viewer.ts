import type { Caller } from '#lib/auth/caller.ts';
import type { WatchedKind } from '#lib/domain/cluster/freshness.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { callerOf } from './caller.ts';

/** What somebody may see of what the console watches. */
export interface Viewer {
  caller: Caller;
  /** Names the set of rights: viewers who may see the same share one view. `all` sees everything. */
  view: string;
  /** Whether objects of a kind may be seen in a namespace; null for objects that are in none. */
  sees(kind: WatchedKind, namespace: string | null): boolean;
}

/** Who asks, with what he may see; faults as of `callerOf`, and `unreachable` where the API server cannot say. */
export async function viewerOf(request: Request): Promise<Result<Viewer>> {
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  return ok({ caller: caller.value, view: 'all', sees: () => true });
}
