'use client';
import { useRef, useState } from 'react';
import { unreachable } from '#lib/client/fault-of.ts';
import { FaultError, sendJson } from '#lib/client/fetcher.ts';
import type { Fault } from '#lib/domain/result.ts';
import { newKey } from '../action/use-acting.ts';
import { type ConfigRef, configApi, type RolloutAnswer } from './api.ts';

interface Body {
  method: 'reload' | 'restart';
  resourceVersion: string;
  reason?: string;
  overrideFreeze?: boolean;
}

/** Starts a roll-out once, however often the button is pressed. */
export function useSendRollout(of: ConfigRef, onStarted: (answer: RolloutAnswer) => void) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const sent = useRef<{ content: string; key: string } | null>(null);
  async function send(body: Body): Promise<void> {
    if (busy) return;
    setBusy(true);
    setFault(null);
    const content = JSON.stringify(body);
    if (sent.current?.content !== content) sent.current = { content, key: newKey() };
    try {
      const answer = await sendJson<RolloutAnswer>('POST', configApi(of, 'rollout'), body, {
        'idempotency-key': sent.current.key,
      });
      if (answer) onStarted(answer);
    } catch (error) {
      const found = error instanceof FaultError ? error.fault : unreachable;
      if (found.kind !== 'unreachable') sent.current = null;
      setFault(found);
    } finally {
      setBusy(false);
    }
  }
  return { busy, fault, send };
}
