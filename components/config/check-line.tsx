'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isOfItsRelease } from '#lib/domain/frr/config/release.ts';
import type { Health } from '#lib/domain/health.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { useNotCheckedText } from './coded-text.ts';
import type { Check } from './use-check.ts';

/** What was checked with which program where, and what came of it; "not checked" where nothing was. */
export function CheckLine({ check }: { check: Check }) {
  const t = useTranslations('config.check');
  const { answer, fault, current } = check;
  return (
    <div role="status" className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 text-xs">
      {!current && (
        <span className="inline-flex items-center gap-1 text-muted">
          <LoaderCircle aria-hidden="true" className="size-3.5 motion-safe:animate-spin" />
          {t('checking')}
        </span>
      )}
      {current && fault && (
        <Said health="unknown">
          {t('notChecked')}: {fault.detail || t('noAnswer')}
        </Said>
      )}
      {current && answer && <Verdict of={answer} />}
      {current &&
        answer?.checks.map((one) => (
          <span
            key={`${one.pod}/${one.version}/${one.how}`}
            className="text-muted"
            title={one.pods.length > 1 ? one.pods.join(', ') : undefined}
          >
            {one.state === 'not-checked' ? (
              <NotChecked of={one} />
            ) : (
              <span>
                {one.how === 'local'
                  ? t('withLocal', { version: one.version ?? '?' })
                  : t('withPod', { version: one.version ?? '?', pod: one.pod ?? '?' })}
                {one.how === 'local' &&
                  !isOfItsRelease(one) &&
                  t('otherRelease', { expected: one.expected ?? '?' })}
                {one.pods.length > 1 && t('standsFor', { count: one.pods.length - 1 })}
                {one.state === 'problems' && (answer.checks.length > 1 ? t('refuses') : '')}
                {one.state === 'clean' && (answer.checks.length > 1 ? t('accepts') : '')}
              </span>
            )}
          </span>
        ))}
    </div>
  );
}

function NotChecked({ of }: { of: NonNullable<Check['answer']>['checks'][number] }) {
  const t = useTranslations('config.check');
  const words = useNotCheckedText();
  const { pod, image, version, code, detail } = of;
  const why =
    code === null
      ? t('notCheckedHere')
      : words(code, { pod: pod ?? '', image: image ?? '' }, t('notCheckedHere'));
  const subject = pod ?? version ?? image ?? '';
  return (
    <span className="[overflow-wrap:anywhere]">
      {!why.includes(subject) && `${subject} `}
      {why}
      {detail && <> {visible(detail)}</>}
    </span>
  );
}

function Verdict({ of }: { of: NonNullable<Check['answer']> }) {
  const t = useTranslations('config.check');
  const count = (severity: string) => of.problems.filter((one) => one.severity === severity).length;
  const errors = count('error');
  const warnings = count('warning');
  const health: Health = errors > 0 ? 'down' : warnings > 0 ? 'degraded' : of.ok === true ? 'ok' : 'unknown';
  return (
    <Said health={health}>
      {errors > 0 || warnings > 0
        ? [errors > 0 && t('errors', { count: errors }), warnings > 0 && t('warnings', { count: warnings })]
            .filter(Boolean)
            .join(', ')
        : of.ok === true
          ? t('clean')
          : t('notChecked')}
      {(errors > 0 || warnings > 0) && of.ok === null && ` – ${t('notChecked')}`}
    </Said>
  );
}

function Said({ health, children }: { health: Health; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 font-semibold">
      <HealthShape health={health} />
      <span className="[overflow-wrap:anywhere]">{children}</span>
    </span>
  );
}
