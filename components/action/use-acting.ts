'use client';
import { useRef, useState } from 'react';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { Fault } from '#lib/domain/result.ts';
import { act } from './api.ts';
import { faultIn } from './use-preview.ts';

/** Not `randomUUID`: a browser has that on secure addresses alone. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/**
 * Sends an action once. The same content keeps its key, so that a double click and a second try after silence act once; what
 * was answered with a refusal gets another one, because it is decided anew.
 */
export function useActing(onDone: (answer: ActionAnswer) => void, method: 'POST' | 'PUT' = 'POST') {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const sent = useRef<{ content: string; key: string } | null>(null);
  const running = useRef(false);

  async function send(path: string, body: object): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFault(null);
    const content = JSON.stringify([path, body]);
    if (sent.current?.content !== content) sent.current = { content, key: newKey() };
    try {
      const answer = await act(method, path, body, sent.current.key);
      if (answer) onDone(answer);
    } catch (error) {
      const found = faultIn(error);
      if (found.kind !== 'unreachable') sent.current = null;
      setFault(found);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { busy, fault, send };
}
