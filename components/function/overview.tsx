'use client';
import { useTranslations } from 'use-intl';
import { useAudit } from '#lib/client/use-audit.ts';
import { useRows } from '#lib/client/use-topic.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { functionOf, isRecordOf } from '../activity/time-line.ts';
import { EventList } from '../home/event-list.tsx';
import { Panel } from '../ui/panel.tsx';
import { ConfigUses } from './config-uses.tsx';
import { Containers } from './containers.tsx';
import { Facts } from './facts.tsx';
import { FunctionPods } from './function-pods.tsx';
import { LastActions } from './last-actions.tsx';
import { functionKey } from './paths.ts';
import { Revisions } from './revisions.tsx';
import { Scaling } from './scaling.tsx';
import { Services } from './services.tsx';

/** Everything about a function but its manifest: what runs, then how it is made. What is wrong stands above, in the page's head. */
export function Overview({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function');
  const events = useRows('events');
  const { actions } = useAudit();
  const key = functionKey(of);
  const own = actions.filter((action) => functionOf(action) === key);
  const ids = new Set(own.map(({ id }) => id));
  return (
    <div className="space-y-4">
      <Facts of={of} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="min-w-0 space-y-4">
          <FunctionPods of={of} />
          <Services of={of} />
          <Revisions of={of} />
        </div>
        <div className="min-w-0 space-y-4">
          <LastActions of={of} actions={own} />
          <Scaling of={of} />
          <ConfigUses of={of} />
          <Containers of={of} />
          <Panel title={t('events.title')} flush>
            <EventList
              events={events.list.filter((event) => event.function === key && !isRecordOf(event, ids))}
              loaded={events.loaded}
              limit={15}
              none={t('events.none')}
            />
          </Panel>
        </div>
      </div>
    </div>
  );
}
