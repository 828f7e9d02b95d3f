'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRoomBelow } from '../pods/use-room-below.ts';
import { Button } from '../ui/button.tsx';
import { cutAtHits, findLines } from './find-lines.ts';
import type { LogState } from './log-buffer.ts';

const lineHeight = 18;
/** How near to the end, in pixels, counts as being at the end. */
const atEndWithin = 24;

/** The lines in view. Follows the end until its reader scrolls up, and again once he is back at the end. */
export function LogLines({
  log,
  wrap,
  find,
  follow,
  label,
}: {
  log: LogState;
  wrap: boolean;
  find: string;
  follow: boolean;
  label: string;
}) {
  const t = useTranslations('log');
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoomBelow(frame, 280);
  const [paused, setPaused] = useState(false);
  const [hit, setHit] = useState(0);
  const { lines } = log;
  const found = useMemo(() => findLines(lines, find), [lines, find]);
  const hits = useMemo(() => new Set(found), [found]);
  const current =
    found.length === 0 ? -1 : (found[((hit % found.length) + found.length) % found.length] ?? -1);

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    getItemKey: (index) => lines[index]?.number ?? index,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: wrapping changes every height
  useEffect(() => virtual.measure(), [wrap, virtual]);

  const last = lines.at(-1)?.number ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what moves the end
  useEffect(() => {
    if (follow && !paused && find === '' && lines.length > 0)
      virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [last, follow, paused, find, wrap]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: goes to a hit when the text or the choice changes, not with each new line
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: 'center' });
  }, [find, hit]);

  return (
    <div className="relative">
      {find !== '' && (
        <div className="mb-2 flex items-center gap-2 text-xs text-muted">
          <span role="status">
            {found.length === 0
              ? t('notFound')
              : t('found', { at: found.indexOf(current) + 1, count: found.length })}
          </span>
          <Button
            size="sm"
            aria-label={t('previousHit')}
            disabled={found.length < 2}
            onClick={() => setHit(hit - 1)}
          >
            <ArrowUp aria-hidden="true" className="size-3.5" />
          </Button>
          <Button
            size="sm"
            aria-label={t('nextHit')}
            disabled={found.length < 2}
            onClick={() => setHit(hit + 1)}
          >
            <ArrowDown aria-hidden="true" className="size-3.5" />
          </Button>
        </div>
      )}
      <div
        ref={frame}
        role="log"
        aria-live="off"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          setPaused(scrollHeight - scrollTop - clientHeight > atEndWithin);
        }}
        style={{ height: Math.max(240, room - 40) }}
        className="overflow-auto rounded-md border border-line bg-sunken font-mono text-xs"
      >
        <div
          className="relative"
          style={{
            height: virtual.getTotalSize(),
            minWidth: wrap ? undefined : `calc(${log.longest}ch + 6rem)`,
          }}
        >
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <div
                key={item.key}
                data-index={item.index}
                ref={wrap ? virtual.measureElement : undefined}
                className={clsx(
                  'absolute left-0 top-0 flex w-full gap-3 px-2 leading-[18px]',
                  item.index === current ? 'bg-accent-soft' : hits.has(item.index) && 'bg-raised',
                )}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <span aria-hidden="true" className="w-12 shrink-0 select-none text-right text-muted">
                  {line.number}
                </span>
                <span
                  className={wrap ? 'min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre'}
                >
                  <Hits text={line.text} find={find} />
                </span>
              </div>
            );
          })}
        </div>
      </div>
      {follow && paused && (
        <Button
          look="primary"
          size="sm"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-pop"
          onClick={() => {
            setPaused(false);
            virtual.scrollToIndex(lines.length - 1, { align: 'end' });
          }}
        >
          <ArrowDown aria-hidden="true" className="size-3.5" />
          {t('paused')}
        </Button>
      )}
    </div>
  );
}

function Hits({ text, find }: { text: string; find: string }) {
  if (find === '') return text;
  return cutAtHits(text, find).map((piece, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line, in order
      <mark key={index} className="bg-degraded-soft text-degraded underline">
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
