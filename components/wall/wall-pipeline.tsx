'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { functionKey } from '../function/paths.ts';
import { useMedia } from '../pods/use-media.ts';
import { HealthMark, healthPanel } from '../ui/health-mark.tsx';
import { nameIn, versionsOf } from './function-words.ts';
import { RunMark, SessionCount, WallBadge } from './wall-marks.tsx';

const hasDrift = ({ reasons }: FunctionRow): boolean => reasons.some(({ code }) => code === 'config-drift');

/** Every function as a block, in the order that packets take; in two rows where there are many. */
export function WallPipeline(props: {
  members: readonly FunctionRow[];
  attended: ReadonlySet<string>;
  beside: number;
  largest: string;
}) {
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
          <Block
            of={one}
            name={nameIn(members, one)}
            attended={props.attended.has(functionKey(one))}
            largest={largest}
            lines={rows === 1 ? 3 : 2}
          />
        </li>
      ))}
    </ol>
  );
}

/** One function; its text grows with the room there is. */
function Block(props: {
  of: FunctionRow;
  name: string;
  /** Somebody has acknowledged what is wrong with it. */
  attended: boolean;
  largest: string;
  lines: 2 | 3;
}) {
  const { of: one, name, attended, largest, lines } = props;
  const t = useTranslations('wall');
  // A third line, where there is room for it.
  const hasMore = one.upgrade !== null || hasDrift(one) || attended;
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
          {one.upgrade && <RunMark of={one.upgrade} />}
          {hasDrift(one) && <WallBadge>{t('drift')}</WallBadge>}
          {attended && <WallBadge>{t('attended')}</WallBadge>}
          {one.sessions && <SessionCount {...one.sessions} className="ml-auto" />}
        </p>
      </div>
    </div>
  );
}
