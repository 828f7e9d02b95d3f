'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Health } from '#lib/domain/health.ts';

/** A health, or what is no judgement: something to know, and something whose turn has not come. */
export type Mark = Health | 'note' | 'waiting';

/** One shape each, so that they can be told apart without colour, in print and from ten metres. */
export const healthShapes: Readonly<Record<Mark, React.ReactNode>> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M4.8 8.2 7 10.4l4.2-4.6" fill="none" stroke="var(--color-surface)" strokeWidth="1.8" />
    </>
  ),
  progressing: (
    <>
      <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 3.9a4.1 4.1 0 0 1 0 8.2z" />
    </>
  ),
  unknown: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="3.2 2.14"
      />
      <path
        d="M6 6.5a2 2 0 1 1 2.9 1.8c-.6.3-.9.6-.9 1.3M8 11.4v.3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
      />
    </>
  ),
  note: (
    <>
      <rect x="1.6" y="1.6" width="12.8" height="12.8" rx="2.5" />
      <path d="M8 7.2v4.6M8 4.2v1.4" stroke="var(--color-surface)" strokeWidth="1.8" />
    </>
  ),
  waiting: <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  degraded: (
    <>
      <path d="M8 1 15.6 14.6H.4z" />
      <path d="M8 5.8v4.1M8 11.6v1.3" stroke="var(--color-surface)" strokeWidth="1.7" />
    </>
  ),
  down: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" stroke="var(--color-surface)" strokeWidth="1.8" />
    </>
  ),
};

const solid: Record<Mark, string> = {
  ok: 'text-ok-solid',
  progressing: 'text-progressing-solid',
  unknown: 'text-unknown-solid',
  note: 'text-accent',
  waiting: 'text-line-strong',
  degraded: 'text-degraded-solid',
  down: 'text-down-solid',
};

/** The colour of a health's shape, for drawings. */
export const healthInk = (health: Health): string => `var(--color-${health}-solid)`;

const soft: Record<Health, string> = {
  ok: 'border-ok-line bg-ok-soft text-ok',
  progressing: 'border-progressing-line bg-progressing-soft text-progressing',
  unknown: 'border-unknown-line bg-unknown-soft text-unknown',
  degraded: 'border-degraded-line bg-degraded-soft text-degraded',
  down: 'border-down-line bg-down-soft text-down',
};

/** Classes of a panel or cell that shows this health: soft ground, line and text. */
export function healthPanel(health: Health): string {
  return soft[health];
}

/** The shape alone, for where the word stands beside it. */
export function HealthShape({ health, className }: { health: Mark; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={clsx('inline-block size-[0.95em] shrink-0 fill-current', solid[health], className)}
    >
      {healthShapes[health]}
    </svg>
  );
}

/** Shape, and the word for everybody who does not see it; `word` shows the word to all. */
export function HealthMark({
  health,
  word = false,
  className,
}: {
  health: Health;
  word?: boolean;
  className?: string;
}) {
  const t = useTranslations('health');
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
      <HealthShape health={health} />
      <span className={word ? undefined : 'sr-only'}>{t(health)}</span>
    </span>
  );
}

/** Shape, word and coloured ground. */
export function HealthBadge({ health, className }: { health: Health; className?: string }) {
  const t = useTranslations('health');
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm border px-1.5 text-xs font-semibold',
        soft[health],
        className,
      )}
    >
      <HealthShape health={health} />
      {t(health)}
    </span>
  );
}
