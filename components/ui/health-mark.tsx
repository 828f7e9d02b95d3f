'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Health } from '#lib/domain/health.ts';

/** One shape each, so that they can be told apart without colour, in print and from ten metres. */
const shapes: Record<Health, React.ReactNode> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M4.8 8.2 7 10.4l4.2-4.6" className="fill-none stroke-surface" strokeWidth="1.8" />
    </>
  ),
  progressing: (
    <>
      <circle cx="8" cy="8" r="5.75" className="fill-none stroke-current" strokeWidth="1.5" />
      <path d="M8 3.9a4.1 4.1 0 0 1 0 8.2z" />
    </>
  ),
  unknown: (
    <>
      <path d="M8 .9 15.1 8 8 15.1.9 8z" />
      <path
        d="M6.2 6.4a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2M8 11.3v.2"
        className="fill-none stroke-surface"
        strokeWidth="1.5"
      />
    </>
  ),
  degraded: (
    <>
      <path d="M8 1 15.6 14.6H.4z" />
      <path d="M8 5.8v4.1M8 11.6v1.3" className="stroke-surface" strokeWidth="1.7" />
    </>
  ),
  down: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" className="stroke-surface" strokeWidth="1.8" />
    </>
  ),
};

const solid: Record<Health, string> = {
  ok: 'text-ok-solid',
  progressing: 'text-progressing-solid',
  unknown: 'text-unknown-solid',
  degraded: 'text-degraded-solid',
  down: 'text-down-solid',
};

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
export function HealthShape({ health, className }: { health: Health; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={clsx('inline-block size-[0.95em] shrink-0 fill-current', solid[health], className)}
    >
      {shapes[health]}
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
