'use client';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import { actionOfReason, recordSource } from '#lib/domain/action/record.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { foldEvents } from '#lib/domain/event/fold-events.ts';
import { withoutBegun } from '../activity/time-line.ts';
import { byTrouble } from '../chain/chain-order.ts';
import { functionKey } from '../function/paths.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { RelativeTime } from '../ui/time.tsx';
import type { WallOptions } from './options.ts';
import type { FreezeItem } from './use-freezes.ts';

const mostEvents = 4;

/** What changed last, what may not be changed, and what the display itself has to say. */
export function WallFoot(props: {
  options: WallOptions;
  freezes: readonly FreezeItem[];
  notes: readonly string[];
}) {
  const { options, notes } = props;
  const t = useTranslations('wall');
  const events = useRows('events');
  const functions = useRows('functions');
  const ours = (namespace: string | null) =>
    options.namespaces.length === 0 || (namespace !== null && options.namespaces.includes(namespace));
  const shown = foldEvents(
    withoutBegun(events.list).filter((event) => ours(event.namespace) && matters(event, functions.rows)),
  );
  const others = useRows('other-workloads')
    .list.filter(({ namespace }) => ours(namespace))
    .sort(byTrouble);
  const freezes = props.freezes.filter(({ namespace }) => ours(namespace));
  return (
    <footer className="flex h-[4.2em] shrink-0 gap-[0.8em] border-t-2 border-line pt-[0.3em]">
      <section aria-label={t('events')} className="grid min-w-0 flex-1 grid-cols-2 content-start gap-x-[1em]">
        {shown.slice(0, mostEvents).map((event) => (
          <p key={event.key} className="flex min-w-0 items-center gap-[0.4em]">
            {event.type === 'Warning' && <HealthShape health="degraded" />}
            <RelativeTime at={event.at} className="shrink-0 whitespace-nowrap text-muted" />
            <What event={event} />
            <span className="min-w-0 truncate font-mono">{event.object.name}</span>
          </p>
        ))}
        {shown.length === 0 && events.loaded && <p className="text-muted">{t('noEvents')}</p>}
      </section>
      {others[0] && (
        <section
          aria-label={t('otherWorkloads', { count: others.length })}
          className="w-[17.5em] overflow-hidden border-l-2 border-line pl-[0.6em]"
        >
          <p className="flex items-center gap-[0.4em]">
            <HealthShape health={others[0].health} />
            <b className="truncate">{t('otherWorkloads', { count: others.length })}</b>
          </p>
          {others.slice(0, 2).map((one) => (
            <p key={functionKey(one)} className="truncate font-mono">
              {one.name}
            </p>
          ))}
        </section>
      )}
      {freezes.length > 0 && (
        <section
          aria-label={t('freezes')}
          className="w-[24em] overflow-hidden border-l-2 border-line pl-[0.6em]"
        >
          {freezes.slice(0, 3).map((one) => (
            <p key={`${one.namespace}/${one.chain ?? ''}`} className="truncate">
              <b>{t('frozen')}</b> {one.chain ?? one.namespace}: {one.reason}
            </p>
          ))}
        </section>
      )}
      {notes.length > 0 && (
        <section
          aria-label={t('notes')}
          className="w-[16em] overflow-hidden border-l-2 border-line pl-[0.6em]"
        >
          {notes.slice(0, 3).map((note) => (
            <p key={note} className="truncate text-degraded">
              {note}
            </p>
          ))}
        </section>
      )}
    </footer>
  );
}

/** In the cluster's own words, and what was done through the console in the reader's. */
function What({ event }: { event: EventView }) {
  const names = useTranslations('action.name');
  const states = useTranslations('activity.state');
  const done = event.source === recordSource ? actionOfReason(event.reason) : null;
  return (
    <span className="shrink-0 font-semibold">
      {done ? `${names(done.action)} (${states(done.state ?? 'open')})` : event.reason}
    </span>
  );
}

/** The cluster's own housekeeping is for the activity page. */
const matters = (event: EventView, functions: ReadonlyMap<string, unknown>): boolean =>
  event.type === 'Warning' || (event.function !== null && functions.has(event.function));
