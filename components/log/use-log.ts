'use client';
import { useEffect, useState } from 'react';
import { readTextStream, type StreamEnd } from '#lib/client/text-stream.ts';
import { createLogBuffer, type LogState } from './log-buffer.ts';

export interface LogQuery {
  namespace: string;
  pod: string;
  container: string;
  follow: boolean;
  previous: boolean;
  /** Lines from the end to begin with; null for everything the node still has. */
  tail: number | null;
}

export interface Log extends LogState {
  /** `reading` once the server has agreed; how it ended after that. */
  phase: 'connecting' | 'reading' | StreamEnd['how'];
  fault: Extract<StreamEnd, { how: 'refused' }>['fault'] | null;
}

export function logPath({ namespace, pod, container, follow, previous, tail }: LogQuery): string {
  const query = new URLSearchParams();
  if (container !== '') query.set('container', container);
  if (follow) query.set('follow', 'true');
  if (previous) query.set('previous', 'true');
  if (tail !== null) query.set('tail', String(tail));
  return `/api/v1/pods/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}/log?${query}`;
}

const nothing: Log = { lines: [], dropped: 0, longest: 0, phase: 'connecting', fault: null };

/** A container's log, live; re-renders at most once a frame. `attempt` is raised to read again from the start. */
export function useLog(query: LogQuery, attempt: number): Log {
  const path = logPath(query);
  const [log, setLog] = useState<Log>(nothing);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt reads the same path again
  useEffect(() => {
    const controller = new AbortController();
    const buffer = createLogBuffer();
    let frame = 0;
    let phase: Log['phase'] = 'connecting';
    let fault: Log['fault'] = null;
    setLog(nothing);
    const show = () => {
      if (frame !== 0 || controller.signal.aborted) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        setLog({ ...buffer.state(), phase, fault });
      });
    };
    void readTextStream(path, {
      signal: controller.signal,
      onOpen() {
        phase = 'reading';
        show();
      },
      onText(piece) {
        buffer.append(piece);
        show();
      },
    }).then((end) => {
      buffer.end();
      phase = end.how;
      fault = end.how === 'refused' ? end.fault : null;
      show();
    });
    return () => {
      controller.abort();
      cancelAnimationFrame(frame);
    };
  }, [path, attempt]);

  return log;
}
