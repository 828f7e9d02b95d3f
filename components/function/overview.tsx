'use client';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { ReasonList } from '../health/reason-list.tsx';
import { EventList } from '../home/event-list.tsx';
import { Panel } from '../ui/panel.tsx';
import { ConfigUses } from './config-uses.tsx';
import { Containers } from './containers.tsx';
import { Facts } from './facts.tsx';
import { FunctionPods } from './function-pods.tsx';
import { functionKey } from './paths.ts';
import { Revisions } from './revisions.tsx';
import { Scaling } from './scaling.tsx';
import { Services } from './services.tsx';

/** Everything about a function but its manifest: what is wrong first, then what runs, then how it is made. */
export function Overview({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function');
  const events = useRows('events');
  const key = functionKey(of);
  return (
    <div className="space-y-4">
      <Facts of={of} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="min-w-0 space-y-4">
          {of.reasons.length > 0 && (
            <Panel title={t('health.title')}>
              <ReasonList reasons={of.reasons} />
            </Panel>
          )}
          <FunctionPods of={of} />
          <Services of={of} />
          <Revisions of={of} />
        </div>
        <div className="min-w-0 space-y-4">
          <Scaling of={of} />
          <ConfigUses of={of} />
          <Containers of={of} />
          <Panel title={t('events.title')} flush>
            <EventList
              events={events.list.filter((event) => event.function === key)}
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
