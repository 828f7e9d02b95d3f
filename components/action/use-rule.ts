'use client';
import { useTranslations } from 'use-intl';
import type { RefusalCode } from '#lib/domain/action/allowed.ts';
import type { Fault } from '#lib/domain/result.ts';

/** The rule that refuses, in the reader's language; null where there is none, or one of another version of the console. */
export function useRule() {
  const t = useTranslations('action.refusal');
  return (reason: Fault['reason']): string | null => {
    const code = reason?.code as RefusalCode | undefined;
    return code !== undefined && t.has(code) ? t(code, reason?.params ?? {}) : null;
  };
}
