'use client';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { sendJson } from '#lib/client/fetcher.ts';
import type { previewStart, startFrr } from '#lib/contracts/start-frr.ts';
import type { Fault } from '#lib/domain/result.ts';
import { faultIn } from '../action/use-preview.ts';
import type { FieldErrors } from './checked-field.tsx';
import { fieldAt, type requestOf } from './draft.ts';

type AnswerOf<One extends { answer: unknown }> = z.output<Extract<One['answer'], z.ZodType>>;
export type StartPreview = AnswerOf<typeof previewStart>;
export type Started = AnswerOf<typeof startFrr>;
export type StartRequest = ReturnType<typeof requestOf>;

const none: FieldErrors = new Map();

/** What the server says to a request: what it would create, or which fields are at fault. */
export function useStartPreview() {
  const [shown, setShown] = useState<{ request: StartRequest; preview: StartPreview } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [errors, setErrors] = useState(none);
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);

  async function ask(request: StartRequest): Promise<void> {
    latest.current += 1;
    const turn = latest.current;
    setBusy(true);
    setFault(null);
    setErrors(none);
    try {
      const preview = await sendJson<StartPreview>('POST', '/api/v1/start-frr/preview', request);
      if (turn === latest.current && preview) setShown({ request, preview });
    } catch (error) {
      if (turn !== latest.current) return;
      const found = faultIn(error);
      setShown(null);
      const named = (found.errors ?? []).flatMap(({ field, message }) => {
        const place = fieldAt(field)?.place;
        return place === undefined ? [] : [[place, message] as const];
      });
      setErrors(new Map(named));
      setFault(named.length > 0 ? null : found);
    } finally {
      if (turn === latest.current) setBusy(false);
    }
  }
  return { shown, fault, errors, busy, ask };
}
