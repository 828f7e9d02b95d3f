'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useFreshness } from '#lib/client/use-freshness.ts';
import { useRows } from '#lib/client/use-topic.ts';
import type { Fault } from '#lib/domain/result.ts';

/** Milliseconds between two questions that nobody asked for. */
const pause = 2_000;

/**
 * Asks again what could not be answered because the cluster was not heard for a while, once it is heard again.
 * @param fault null while an answer is awaited
 */
export function useAgainWhenLive(fault: Fault | null, again: () => unknown): void {
  const { state } = useFreshness();
  const ask = useEffectEvent(again);
  const due = fault?.kind === 'unreachable' && state === 'live';
  useEffect(() => {
    if (!due) return;
    const timer = setTimeout(() => ask(), pause);
    return () => clearTimeout(timer);
  }, [due]);
}

/** Asks again once a run of the function has begun or ended: what was planned, or refused, before is no longer so. */
export function useAgainWithRuns(
  of: { namespace: string; kind: string; name: string },
  again: () => unknown,
): void {
  const { list } = useRows('runs');
  const ask = useEffectEvent(again);
  const underWay = list.find(
    ({ target, endedAt }) =>
      endedAt === null &&
      target.namespace === of.namespace &&
      target.kind === of.kind &&
      target.name === of.name,
  )?.id;
  const before = useRef(underWay);
  useEffect(() => {
    if (before.current === underWay) return;
    before.current = underWay;
    ask();
  }, [underWay]);
}
