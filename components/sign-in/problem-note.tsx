'use client';
import clsx from 'clsx';
import { useEffect, useState } from 'react';
import { HealthShape } from '../ui/health-mark.tsx';
import { type Problem, useProblemWords } from './words.ts';

/** Why, what to do, and how long to wait. */
export function ProblemNote({ problem, calm = false }: { problem: Problem; calm?: boolean }) {
  const words = useProblemWords();
  const seconds = useCountdown(problem);
  const params = seconds === null ? problem.params : { ...problem.params, seconds };
  const { title, remedy, detail } = words({ ...problem, params });
  return (
    <div
      className={clsx(
        'flex gap-2 rounded-md border p-2.5 text-sm',
        calm ? 'border-unknown-line bg-unknown-soft text-unknown' : 'border-down-line bg-down-soft text-down',
      )}
    >
      <HealthShape health={calm ? 'note' : 'down'} className="mt-[0.22em]" />
      <div className="min-w-0 space-y-1 [overflow-wrap:anywhere]">
        <p className="font-semibold">{title}</p>
        {remedy && <p>{remedy}</p>}
        {detail && <p className="font-mono text-xs">{detail}</p>}
      </div>
    </div>
  );
}

/** Seconds that are left of a wait; null where there is none. */
function useCountdown({ code, params }: Problem): number | null {
  const whole = code === 'rate-limited' ? Number(params.seconds ?? 0) : null;
  const [left, setLeft] = useState(whole);
  useEffect(() => {
    setLeft(whole);
    if (whole === null) return;
    const end = Date.now() + whole * 1_000;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1_000))), 1_000);
    return () => clearInterval(timer);
  }, [whole]);
  return left;
}
