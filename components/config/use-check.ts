'use client';
import { useEffect, useState } from 'react';
import { unreachable } from '#lib/client/fault-of.ts';
import { FaultError, sendJson } from '#lib/client/fetcher.ts';
import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import type { Fault } from '#lib/domain/result.ts';
import { type ConfigRef, configApi } from './api.ts';

/** The latest check of a text. */
export interface Check {
  /** The answer; while the next text is being checked, of the one before. */
  answer: ConfigCheck | null;
  fault: Fault | null;
  /** Whether `answer` is of the text as it is now. */
  current: boolean;
}

interface Asked {
  of: string;
  answer: ConfigCheck | null;
  fault: Fault | null;
}

/** Milliseconds without a key pressed until a text is sent. */
const pause = 350;

/** Checks a text by the program that runs it, whenever it stood still for a moment. */
export function useCheck(of: ConfigRef, key: string, text: string): Check {
  const path = configApi(of, 'check');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [pathKey, setPathKey] = useState(`${path} ${key}`);
  // Of another key nothing that was said applies.
  if (pathKey !== `${path} ${key}`) {
    setPathKey(`${path} ${key}`);
    setAsked(null);
  }
  useEffect(() => {
    let over = false;
    const timer = setTimeout(() => {
      sendJson<ConfigCheck>('POST', path, { key, text }).then(
        (answer) => {
          if (!over) setAsked({ of: text, answer, fault: null });
        },
        (error: unknown) => {
          const fault = error instanceof FaultError ? error.fault : unreachable;
          if (!over) setAsked({ of: text, answer: null, fault });
        },
      );
    }, pause);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [path, key, text]);
  return {
    answer: asked?.answer ?? null,
    fault: asked?.fault ?? null,
    current: asked?.of === text,
  };
}
