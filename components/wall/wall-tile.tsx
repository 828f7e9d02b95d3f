'use client';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { RunBrief } from '#lib/domain/run/run-row.ts';
import { drawnBeside, type TileSize } from '#lib/domain/wall/layout.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { functionKey } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { useMedia } from '../pods/use-media.ts';
import { HealthMark, HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { SinceTime } from '../ui/time.tsx';
import type { WallSubject } from './subjects.ts';
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
        {subject.frozen && <Badge>{t('frozen')}</Badge>}
        {subject.attended && troubled && (
          <Badge>{t('acknowledged', { by: visible(subject.attended.by) })}</Badge>
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
        <Pipeline members={subject.members} beside={beside} largest={props.first ? '3em' : '1.4em'} />
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

/** What a function is called where it stands: two of the same kind by their own names. */
const nameIn = (members: readonly FunctionRow[], one: FunctionRow): string =>
  members.some((other) => other !== one && other.component === one.component) ? one.name : one.component;

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
    />
  );
}

function SessionCount(props: { established: number; configured: number; className?: string }) {
  const t = useTranslations('wall');
  return (
    <span className={props.className} title={t('sessions')}>
      <span aria-hidden="true">⇄ </span>
      <span className="sr-only">{t('sessions')} </span>
      <b className="font-mono">
        {props.established}/{props.configured}
      </b>
    </span>
  );
}

/** Where there is no room for names: what runs, in the order that packets take. It gives way to the chain's name. */
const VersionsInOrder = ({ of }: { of: readonly FunctionRow[] }) => (
  <span className="min-w-0 truncate text-[calc(1em/var(--scale))] opacity-80">
    {of.map(versionsOf).join(' → ')}
  </span>
);

const versionsOf = (one: FunctionRow): string =>
  one.versions.map(({ version }) => version).join(' + ') || '–';

/** Every function as a block, in the order that packets take; in two rows where there are many. */
function Pipeline(props: { members: readonly FunctionRow[]; beside: number; largest: string }) {
  const { members, largest } = props;
  // Upright, a screen has room for half as many names beside each other.
  const beside = useMedia('(orientation: portrait)') ? Math.ceil(props.beside / 2) : props.beside;
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
          <Block of={one} name={nameIn(members, one)} largest={largest} lines={rows === 1 ? 3 : 2} />
        </li>
      ))}
    </ol>
  );
}

/** One function; its text grows with the room there is. */
function Block(props: { of: FunctionRow; name: string; largest: string; lines: 2 | 3 }) {
  const { of: one, name, largest, lines } = props;
  const t = useTranslations('wall');
  // A third line, where there is room for it.
  const hasMore = one.upgrade !== null || hasDrift(one);
  return (
    <div className="min-w-0 flex-1 [container-type:size]">
      <div
        className={clsx(
          'flex h-full flex-col justify-center overflow-hidden whitespace-nowrap border-2 px-[0.4em]',
          one.health === 'ok' ? 'border-line bg-raised text-text' : healthPanel(one.health),
        )}
        style={{
          fontSize: `clamp(calc(1em / var(--scale)), min(${hasMore ? 17 : 28}cqh, 8cqw), ${largest})`,
        }}
      >
        <p className="flex items-center gap-[0.35em]">
          <HealthMark health={one.health} />
          <span className="truncate font-semibold">{name}</span>
          <span className="ml-auto pl-[0.2em] font-mono font-bold">
            {one.ready}/{one.desired}
          </span>
        </p>
        <p
          className={clsx(
            'flex items-center gap-x-[0.6em]',
            // A third line where the block is high enough for it.
            lines === 3 && '[@container_(min-height:4.2em)]:flex-wrap',
          )}
        >
          <span className="min-w-[4ch] truncate font-mono">{versionsOf(one)}</span>
          {one.upgrade && <Run of={one.upgrade} />}
          {hasDrift(one) && <Badge>{t('drift')}</Badge>}
          {one.sessions && <SessionCount {...one.sessions} className="ml-auto" />}
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
