'use client';
import { useTranslations } from 'use-intl';
import type { Fault } from '#lib/domain/result.ts';

/** Why one is not signed in and what to do about it, as a code with its parameters. */
export interface Problem {
  code: string;
  detail: string;
  params: Record<string, string | number>;
}

const ofKind: Partial<Record<Fault['kind'], string>> = {
  limited: 'rate-limited',
  unauthenticated: 'not-signed-in',
};

/** What the console answered, as a problem of signing in. */
export function problemOf(fault: Fault): Problem {
  const noAnswer =
    fault.kind === 'unreachable' ? (fault.detail ? 'unreachable' : 'consoleUnreachable') : null;
  return {
    code: noAnswer ?? fault.reason?.code ?? ofKind[fault.kind] ?? 'other',
    detail: fault.detail,
    params: fault.reason?.params ?? {},
  };
}

/** The words for a problem: why, what to do, and the other server's own words where ours do not say it all. */
export function useProblemWords() {
  const why = useTranslations('signIn.why');
  const remedy = useTranslations('signIn.remedy');
  return ({ code, detail, params }: Problem) => {
    type Why = Parameters<typeof why>[0];
    type Remedy = Parameters<typeof remedy>[0];
    const known = why.has(code as Why);
    return {
      title: why((known ? code : 'other') as Why),
      remedy: remedy.has(code as Remedy) ? remedy(code as 'rate-limited', { seconds: 0, ...params }) : null,
      detail: !known || says.has(code) ? detail || null : null,
    };
  };
}

/** Where the server's own sentence adds something. */
const says = new Set([
  'other',
  'oidc-refused',
  'oidc-token-refused',
  'provider-unreachable',
  'unreachable',
  'session-revoked',
]);
