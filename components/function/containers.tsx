'use client';
import { useTranslations } from 'use-intl';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { Badge } from '../ui/badge.tsx';
import { Panel } from '../ui/panel.tsx';

/** The containers the template declares, and the labels of the workload. */
export function Containers({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function');
  const labels = Object.entries(of.labels);
  return (
    <Panel title={t('containers.title')}>
      <ul className="space-y-1 text-xs">
        {of.containers.map((one) => (
          <li key={one.name} className="[overflow-wrap:anywhere]">
            <span className="font-mono font-semibold">{one.name}</span>{' '}
            {one.init && <Badge>{t('containers.init')}</Badge>}{' '}
            <span className="font-mono text-muted">{one.image}</span>
          </li>
        ))}
      </ul>
      {labels.length > 0 && (
        <details className="mt-3">
          <summary className="label">{t('labels')}</summary>
          <ul className="mt-1 space-y-0.5 font-mono text-xs">
            {labels.map(([key, value]) => (
              <li key={key} className="[overflow-wrap:anywhere]">
                <span className="text-muted">{key}=</span>
                {value}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
