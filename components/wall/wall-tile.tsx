'use client';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { RunBrief } from '#lib/domain/run/run-row.ts';
import { drawnBeside, type TileSize } from '#lib/domain/wall/layout.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { functionKey } from '../function/paths.ts';
import { HealthMark, HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { RelativeTime } from '../ui/time.tsx';
import type { WallSubject } from './subjects.ts';
import { WallReasons } from './wall-reasons.tsx';

/** How many reasons a tile of each size has room for. */
const reasonsOf: Record<TileSize, number> = { full: 3, half: 2, third: 1, quarter: 1, line: 0 };

/** A chain on the wall: its name, its functions with versions and counts, and why it is not well. */
export function WallTile({ subject, size }: { subject: WallSubject; size: TileSize }) {
  const t = useTranslations('wall');
  const { troubled, health } = subject;
  const beside = drawnBeside[size];
  const drawn = beside !== undefined;
  const wide = drawn || size === 'third';
  return (
    <article
      className={clsx(
        'flex h-full flex-col overflow-hidden border-2 px-[0.5em]',
        drawn ? 'gap-[0.35em] py-[0.4em]' : 'justify-center gap-[0.1em] py-[0.1em]',
        troubled ? healthPanel(health) : 'border-line bg-surface',
      )}
    >
      <header className="flex shrink-0 items-center gap-[0.4em]">
        <HealthMark health={health} className={drawn ? 'text-[1.5em]' : 'text-[1.15em]'} />
        <h2 className={clsx('truncate font-bold', drawn ? 'text-[1.5em]' : 'text-[1.15em]')}>
          {subject.name}
        </h2>
        {wide && <span className="truncate opacity-80">{subject.namespace}</span>}
        {subject.frozen && <Badge>{t('frozen')}</Badge>}
        {!drawn && <RunsUnderWay of={subject.members} />}
        <span className="ml-auto whitespace-nowrap">
          {troubled && subject.since !== null ? (
            <RelativeTime at={subject.since} className="font-bold" />
          ) : (
            !wide && <Ready of={subject.members} />
          )}
        </span>
      </header>
      {drawn ? (
        <Pipeline members={subject.members} beside={beside} />
      ) : (
        <Line members={subject.members} lines={lines(size, troubled)} />
      )}
      {troubled && reasonsOf[size] > 0 && (
        <WallReasons reasons={subject.reasons} limit={reasonsOf[size]} short={!drawn} />
      )}
    </article>
  );
}

/** What a change does, in a frame: a word, so that no colour is needed. */
function Badge({ children }: { children: ReactNode }) {
  return (
    <b className="shrink-0 whitespace-nowrap border-2 border-current px-[0.25em] leading-[1.15]">
      {children}
    </b>
  );
}

/** The run that has a function now: what it does and how many pods it is through, or that it is held. */
function Run({ of: { kind, hold, direction, done, total } }: { of: RunBrief }) {
  const t = useTranslations('wall.run');
  const word = t(hold ? 'held' : direction === 'back' ? 'back' : kind);
  return <Badge>{total > 0 ? `${word} ${done}/${total}` : word}</Badge>;
}

/** Of a tile without room for each function: the run that is furthest from well. */
function RunsUnderWay({ of }: { of: readonly FunctionRow[] }) {
  const runs = of.flatMap(({ upgrade }) => upgrade ?? []);
  const first = runs.find(({ hold }) => hold !== null) ?? runs[0];
  return first ? <Run of={first} /> : null;
}

const hasDrift = ({ reasons }: FunctionRow): boolean => reasons.some(({ code }) => code === 'config-drift');

/** How many lines of functions a tile has room for. */
function lines(size: TileSize, troubled: boolean): number {
  if (size === 'line') return 0;
  return size === 'third' ? (troubled ? 2 : 3) : troubled ? 0 : 1;
}

function Ready({ of }: { of: readonly FunctionRow[] }) {
  const t = useTranslations('wall');
  const ready = of.reduce((sum, one) => sum + one.ready, 0);
  const desired = of.reduce((sum, one) => sum + one.desired, 0);
  return (
    <span className={clsx('font-mono', ready < desired && 'font-bold')} title={t('ready')}>
      {ready}/{desired}
    </span>
  );
}

const versionsOf = (one: FunctionRow): string =>
  one.versions.map(({ version }) => version).join(' + ') || '–';

/** Every function as a block, in the order that packets take; in two rows where there are many. */
function Pipeline({ members, beside }: { members: readonly FunctionRow[]; beside: number }) {
  const rows = Math.ceil(members.length / beside);
  const columns = Math.ceil(members.length / rows);
  return (
    <ol
      className="grid min-h-0 flex-1 gap-y-[0.3em]"
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridAutoRows: 'minmax(0, 1fr)' }}
    >
      {members.map((one, index) => (
        <li key={functionKey(one)} className="flex min-h-0 min-w-0 items-stretch">
          <span
            aria-hidden="true"
            className={clsx('flex w-[0.8em] items-center', index === 0 && 'invisible')}
          >
            <span className="w-full border-t-[0.15em] border-line-strong" />
          </span>
          <Block of={one} />
        </li>
      ))}
    </ol>
  );
}

/** One function; its text grows with the room there is. */
function Block({ of: one }: { of: FunctionRow }) {
  const t = useTranslations('wall');
  return (
    <div className="min-w-0 flex-1 [container-type:size]">
      <div
        className={clsx(
          'flex h-full flex-col justify-center overflow-hidden whitespace-nowrap border-2 px-[0.4em]',
          one.health === 'ok' ? 'border-line bg-raised text-text' : healthPanel(one.health),
        )}
        style={{ fontSize: 'clamp(1em, min(17cqh, 8cqw), 1.8em)' }}
      >
        <p className="flex items-center gap-[0.35em]">
          <HealthMark health={one.health} />
          <span className="truncate font-semibold">{one.component}</span>
          <span className="ml-auto pl-[0.2em] font-mono font-bold">
            {one.ready}/{one.desired}
          </span>
        </p>
        <p className="flex items-center gap-[0.6em]">
          <span className="truncate font-mono">{versionsOf(one)}</span>
          {one.upgrade && <Run of={one.upgrade} />}
          {hasDrift(one) && <Badge>{t('drift')}</Badge>}
          {one.sessions && (
            <span className="ml-auto" title={t('sessions')}>
              <span aria-hidden="true">⇄ </span>
              <span className="sr-only">{t('sessions')} </span>
              <b className="font-mono">
                {one.sessions.established}/{one.sessions.configured}
              </b>
            </span>
          )}
        </p>
      </div>
    </div>
  );
}

/** The functions as words: name, version, count. */
function Line({ members, lines: most }: { members: readonly FunctionRow[]; lines: number }) {
  if (most === 0) return null;
  return (
    <ol
      className={clsx('min-w-0 shrink-0', most === 1 ? 'truncate' : 'overflow-hidden')}
      style={
        most === 1
          ? undefined
          : { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: most }
      }
    >
      {members.map((one, index) => (
        <li key={functionKey(one)} className="inline">
          {index > 0 && <span aria-hidden="true"> → </span>}
          {one.health !== 'ok' && <HealthShape health={one.health} className="mr-[0.2em]" />}
          <span className="font-medium">{one.component}</span>{' '}
          <span className="font-mono">{versionsOf(one)}</span>{' '}
          {one.ready < one.desired && (
            <b className="font-mono">
              {one.ready}/{one.desired}
            </b>
          )}
        </li>
      ))}
    </ol>
  );
}
