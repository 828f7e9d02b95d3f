'use client';
import { useTranslations } from 'use-intl';
import { useSearchState } from '#lib/client/use-search-state.ts';
import { useAhead, useRow, useRows } from '#lib/client/use-topic.ts';
import { troubleSince } from '#lib/domain/alert/trouble-since.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { ActionBar } from '../action/action-bar.tsx';
import { FreezeNotice } from '../freeze/freeze-notice.tsx';
import { Awaiting } from '../state/awaiting.tsx';
import { NoSuchObject } from '../state/not-found.tsx';
import { Badge } from '../ui/badge.tsx';
import { HealthBadge } from '../ui/health-mark.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { SinceTime } from '../ui/time.tsx';
import { LifecycleButton } from '../upgrades/lifecycle-button.tsx';
import { UpgradeButton } from '../upgrades/upgrade-button.tsx';
import { RunsOfFunction } from '../upgrades/upgrades-page.tsx';
import { Manifest } from './manifest.tsx';
import { Overview } from './overview.tsx';
import { WhatIsWrong } from './what-is-wrong.tsx';

interface Props {
  namespace: string;
  kind: WorkloadKind;
  name: string;
}

export function FunctionPage({ namespace, kind, name }: Props) {
  const t = useTranslations('function');
  const kinds = useTranslations('common.kind');
  useAhead('pods', 'events', 'runs', 'chain-runs');
  const { loaded, row } = useRow(`function:${namespace}/${kind}/${name}`);
  const { list: alerts } = useRows('alerts');
  const since = row && row.health !== 'ok' ? troubleSince([row], alerts) : null;
  return (
    <>
      <PageHead
        above={
          <>
            <TextLink href="/functions">{t('back')}</TextLink> /{' '}
            <span className="font-mono text-xs">{namespace}</span>
          </>
        }
        title={<span className="font-mono text-[0.92em]">{name}</span>}
        beside={
          <>
            <Badge>{kinds(kind)}</Badge>
            {row && <HealthBadge health={row.health} />}
            {since && (
              <span className="text-sm">
                {t('health.since')} <SinceTime of={since} className="font-semibold" />
              </span>
            )}
          </>
        }
        urgent={row && row.reasons.length > 0 && <WhatIsWrong of={row} />}
        actions={
          row && (
            <div className="flex flex-wrap gap-2">
              <ActionBar of={row} />
              <UpgradeButton of={row} />
              <LifecycleButton of={row} />
            </div>
          )
        }
      />
      <Awaiting
        loaded={loaded}
        empty={!row}
        kinds={[kind]}
        whenEmpty={<NoSuchObject what={kinds(kind)} name={`${namespace}/${name}`} />}
      >
        {row && (
          <>
            <FreezeNotice of={{ namespace, chain: row.chain ?? name, kinds: [kind] }} />
            <RunsOfFunction of={{ namespace, kind, name }} />
            <Parts of={row} />
          </>
        )}
      </Awaiting>
    </>
  );
}

function Parts({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function.tabs');
  const [tab, setTab] = useSearchState('tab', 'overview');
  return (
    <Tabs
      label={t('label')}
      value={tab === 'manifest' ? 'manifest' : 'overview'}
      onValueChange={setTab}
      tabs={[
        { value: 'overview', label: t('overview'), content: <Overview of={of} /> },
        { value: 'manifest', label: t('manifest'), content: <Manifest of={of} /> },
      ]}
    />
  );
}
