import type { PodDrift } from '#lib/domain/config/config-view.ts';
import { running } from '#lib/live/running.ts';

/** What the routers of a ConfigMap were found to run, when they were compared last. */
export function driftOf(namespace: string, name: string): PodDrift[] {
  return running().drift.of(namespace, name);
}
