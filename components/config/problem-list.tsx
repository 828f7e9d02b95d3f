'use client';
import { useTranslations } from 'use-intl';
import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape, type Mark } from '../ui/health-mark.tsx';
import { useEffectText } from './coded-text.ts';

export type Problem = ConfigCheck['problems'][number];

const health = { error: 'down', warning: 'degraded', info: 'note' } as const satisfies Record<
  Problem['severity'],
  Mark
>;

/** Problems in words: vtysh's own where it says them, otherwise in the page's language. */
export function useProblemText(): (problem: Problem) => string {
  const t = useTranslations('config.problem');
  const effects = useEffectText();
  return ({ source, code, params, message }) => {
    const known = code as Parameters<typeof t.has>[0];
    if (source === 'vtysh' || !t.has(known)) return visible(message);
    const { why } = params;
    return t(known, typeof why === 'string' ? { ...params, why: effects(why, {}) } : params);
  };
}

const row = 'flex items-baseline gap-2 px-3 py-1';

/** Every problem with its line; each leads there. What only follows from an earlier line stands back. */
export function ProblemList(props: {
  problems: readonly Problem[];
  omitted: number;
  /** Without it there is no place to go to. */
  onGo?: (problem: Problem) => void;
}) {
  const { onGo } = props;
  const t = useTranslations('config.problems');
  if (props.problems.length === 0) return null;
  return (
    <section aria-label={t('title')} className="border-t border-line">
      <ol className="max-h-44 overflow-y-auto text-sm">
        {props.problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems of a line may be the same to the letter
          <li key={index} className="border-b border-line last:border-b-0">
            {onGo ? (
              <button
                type="button"
                onClick={() => onGo(problem)}
                className={`${row} w-full text-left hover:bg-raised`}
              >
                <ProblemRow of={problem} />
              </button>
            ) : (
              <div className={row}>
                <ProblemRow of={problem} />
              </div>
            )}
          </li>
        ))}
        {props.omitted > 0 && (
          <li className="px-3 py-1 text-xs text-muted">{t('omitted', { count: props.omitted })}</li>
        )}
      </ol>
    </section>
  );
}

function ProblemRow({ of: problem }: { of: Problem }) {
  const t = useTranslations('config.problems');
  const words = useProblemText();
  return (
    <>
      <HealthShape health={health[problem.severity]} className="translate-y-[0.1em]" />
      <span className="sr-only">{t(problem.severity)}</span>
      <span className="w-16 shrink-0 whitespace-nowrap font-mono text-xs text-muted">
        {problem.line > 0 ? t('line', { line: problem.line }) : t('whole')}
      </span>
      <span className={problem.consequenceOf === null ? undefined : 'text-muted'}>
        <span className={problem.source === 'vtysh' ? 'font-mono text-xs [overflow-wrap:anywhere]' : ''}>
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
    </>
  );
}
