'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { drawnBeside, type TileSize } from '#lib/domain/wall/layout.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { functionKey } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthMark, HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { SinceTime } from '../ui/time.tsx';
import { nameIn, versionsOf } from './function-words.ts';
import type { WallSubject } from './subjects.ts';
import { RunMark, SessionCount, WallBadge } from './wall-marks.tsx';
import { WallPipeline } from './wall-pipeline.tsx';
import { WallReasons } from './wall-reasons.tsx';

/** How many reasons a tile of each size has room for. */
const reasonsOf: Record<TileSize, number> = { full: 3, half: 2, third: 1, tall: 2, quarter: 1, line: 0 };

/** A chain on the wall: its name, its functions with versions and counts, and why it is not well. */
export function WallTile(props: { subject: WallSubject; size: TileSize; first: boolean }) {
  const { subject, size } = props;
  const t = useTranslations('wall');
  const { troubled, health } = subject;
  const beside = drawnBeside[size];
  const drawn = beside !== undefined;
  const wide = drawn || size === 'third';
  // It takes the place of a reason: the tile has room for so many lines.
  const noted = troubled && reasonsOf[size] > 1 ? subject.attended : null;
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
        <h2
          className={clsx(
            'truncate font-bold',
            drawn ? 'text-[1.5em]' : 'text-[1.15em]',
            // A flex item that gives way by part of a pixel loses letters.
            !drawn && 'max-w-[60%] shrink-0',
          )}
        >
          {subject.name}
        </h2>
        {wide && <span className="truncate opacity-80">{subject.namespace}</span>}
        {subject.frozen && <WallBadge>{t('frozen')}</WallBadge>}
        {subject.attended && troubled && (
          <WallBadge>{t('acknowledged', { by: visible(subject.attended.by) })}</WallBadge>
        )}
        {!drawn && <RunsUnderWay of={subject.members} />}
        {size === 'line' && <VersionsInOrder of={subject.members} />}
        <span className="ml-auto flex shrink-0 gap-[0.6em] whitespace-nowrap">
          {!drawn && <SessionSum of={subject.members} />}
          {!drawn && <Ready of={subject.members} />}
          {troubled && subject.since !== null && <SinceTime of={subject.since} className="font-bold" />}
        </span>
      </header>
      {drawn ? (
        <WallPipeline
          members={subject.members}
          attended={subject.attendedMembers}
          beside={beside}
          largest={props.first ? '3em' : '1.4em'}
        />
      ) : (
        <>
          <Line members={subject.members} lines={lines(size, troubled)} />
          {size === 'quarter' && !troubled && <VersionsInOrder of={subject.members} />}
        </>
      )}
      {troubled && reasonsOf[size] > 0 && (
        <WallReasons
          reasons={subject.reasons}
          limit={noted ? reasonsOf[size] - 1 : reasonsOf[size]}
          short={!drawn}
        />
      )}
      {noted && <p className="shrink-0 truncate">{t('note', { note: visible(noted.note) })}</p>}
    </article>
  );
}

/** Of a tile without room for each function: the run that is furthest from well. */
function RunsUnderWay({ of }: { of: readonly FunctionRow[] }) {
  const runs = of.flatMap(({ upgrade }) => upgrade ?? []);
  const first = runs.find(({ hold }) => hold !== null) ?? runs[0];
  return first ? <RunMark of={first} /> : null;
}

/** How many lines of functions a tile has room for. */
function lines(size: TileSize, troubled: boolean): number {
  if (size === 'third') return troubled ? 2 : 3;
  return size === 'tall' && !troubled ? 2 : 0;
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

/** Routing sessions of all functions that have some. */
function SessionSum({ of }: { of: readonly FunctionRow[] }) {
  const read = of.flatMap(({ sessions }) => sessions ?? []);
  if (read.length === 0) return null;
  return (
    <SessionCount
      established={read.reduce((sum, one) => sum + one.established, 0)}
      configured={read.reduce((sum, one) => sum + one.configured, 0)}
      {...(read.some((one) => one.incomplete) && { incomplete: true })}
    />
  );
}

/** Where there is no room for names: what runs, in the order that packets take. It gives way to the chain's name. */
const VersionsInOrder = ({ of }: { of: readonly FunctionRow[] }) => (
  <span className="min-w-0 truncate text-[calc(1em/var(--scale))] opacity-80">
    {of.map(versionsOf).join(' → ')}
  </span>
);

/** The functions as words: name, version, count. */
function Line({ members, lines: most }: { members: readonly FunctionRow[]; lines: number }) {
  if (most === 0) return null;
  return (
    <ol
      className={clsx('min-w-0 shrink-0 overflow-hidden', most < 3 && 'text-[calc(1em/var(--scale))]')}
      style={{ display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: most }}
    >
      {members.map((member, index) => (
        <li key={functionKey(member)} className="inline-block pr-[0.3em]">
          {index > 0 && <span aria-hidden="true">→ </span>}
          {member.health !== 'ok' && <HealthShape health={member.health} className="mr-[0.2em]" />}
          <span className="font-medium">{nameIn(members, member)}</span>{' '}
          <span className="font-mono">{versionsOf(member)}</span>{' '}
          {member.ready < member.desired && (
            <b className="font-mono">
              {member.ready}/{member.desired}
            </b>
          )}
        </li>
      ))}
    </ol>
  );
}
