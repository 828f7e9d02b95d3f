'use client';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import type { Reason } from '#lib/domain/health.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { ReasonList } from '../health/reason-list.tsx';
import { SessionCauses } from '../health/session-causes.tsx';
import { Panel } from '../ui/panel.tsx';
import { LastLog } from './last-log.tsx';
import { functionKey, podPath } from './paths.ts';
import { ProbeFailures } from './probe-failures.tsx';

/** Why a function is not well, worst first, each with a way to the pod it is about. */
export function WhatIsWrong({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function');
  const pods = useRows('pods');
  const own = pods.list.filter((pod) => pod.function && functionKey(pod.function) === functionKey(of));
  const podOf = ({ subject }: Reason) => {
    const name = subject?.split(': ')[0];
    return name !== undefined && pods.rows.has(`${of.namespace}/${name}`)
      ? podPath({ namespace: of.namespace, name })
      : null;
  };
  return (
    <Panel title={t('health.title')}>
      <ReasonList reasons={of.reasons} hrefOf={podOf} />
      <SessionCauses pods={own.map(({ name }) => `${of.namespace}/${name}`)} />
      <ProbeFailures of={of} />
      <LastLog of={of} />
    </Panel>
  );
}
