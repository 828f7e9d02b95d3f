'use client';
import { useTranslations } from 'use-intl';
import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import type { Health } from '#lib/domain/health.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';

export type Problem = ConfigCheck['problems'][number];

const health = { error: 'down', warning: 'degraded', info: 'unknown' } as const satisfies Record<
  Problem['severity'],
  Health
>;

/** Problems in words: vtysh's own where it says them, otherwise in the page's language. */
export function useProblemText(): (problem: Problem) => string {
  const t = useTranslations('config.problem');
  return ({ source, code, params, message }) => {
    const known = code as Parameters<typeof t.has>[0];
    return source !== 'vtysh' && t.has(known) ? t(known, params) : visible(message);
  };
}

/** Every problem with its line; each leads there. What only follows from an earlier line stands back. */
export function ProblemList(props: {
  problems: readonly Problem[];
  omitted: number;
  onGo: (problem: Problem) => void;
}) {
  const t = useTranslations('config.problems');
  const words = useProblemText();
  if (props.problems.length === 0) return null;
  return (
    <section aria-label={t('title')} className="border-t border-line">
      <ol className="max-h-44 overflow-y-auto text-sm">
        {props.problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems of a line may be the same to the letter
          <li key={index} className="border-b border-line last:border-b-0">
            <button
              type="button"
              onClick={() => props.onGo(problem)}
              className="flex w-full items-baseline gap-2 px-3 py-1 text-left hover:bg-raised"
            >
              <HealthShape health={health[problem.severity]} className="translate-y-[0.1em]" />
              <span className="sr-only">{t(problem.severity)}</span>
              <span className="w-16 shrink-0 whitespace-nowrap font-mono text-xs text-muted">
                {problem.line > 0 ? t('line', { line: problem.line }) : t('whole')}
              </span>
              <span className={problem.consequenceOf === null ? undefined : 'text-muted'}>
                <span
                  className={problem.source === 'vtysh' ? 'font-mono text-xs [overflow-wrap:anywhere]' : ''}
                >
                  {words(problem)}
                </span>
                {problem.consequenceOf !== null && (
                  <span className="ml-2 text-xs">{t('consequence', { line: problem.consequenceOf })}</span>
                )}
                {problem.versions.length > 0 && (
                  <span className="ml-2 whitespace-nowrap text-xs text-muted">
                    {t('saidBy', { versions: problem.versions.join(', ') })}
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
        {props.omitted > 0 && (
          <li className="px-3 py-1 text-xs text-muted">{t('omitted', { count: props.omitted })}</li>
        )}
      </ol>
    </section>
  );
}
