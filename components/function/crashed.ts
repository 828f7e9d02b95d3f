import type { Reason, ReasonCode } from '#lib/domain/health.ts';

const crashes: readonly ReasonCode[] = ['crash-loop', 'oom-killed', 'restarted-recently'];

/**
 * The first container of a function that ended with an error; null for none. A function's reasons name it `pod: container`.
 * Source: `podReasons` in lib/domain/workload/function-health.ts.
 */
export function crashedOf(reasons: readonly Reason[]): { pod: string; container: string } | null {
  for (const { code, subject, message } of reasons) {
    const [pod, container] = subject?.split(': ') ?? [];
    if (!crashes.includes(code) || message?.includes('(exit code 0)')) continue;
    if (pod !== undefined && container !== undefined) return { pod, container };
  }
  return null;
}
