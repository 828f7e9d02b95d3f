'use client';
import { useTranslations } from 'use-intl';
import type { ConfigUse, FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { Badge } from '../ui/badge.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { configPath } from './paths.ts';

/** ConfigMaps the function uses, and whether a change to one reaches a running pod. */
export function ConfigUses({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function.config');
  return (
    <Panel title={t('title')} flush>
      {of.config.length === 0 && <p className="p-3 text-sm text-muted">{t('none')}</p>}
      <ul>
        {of.config.map((one) => (
          <li key={one.name} className="space-y-1 border-b border-line px-3 py-2 last:border-b-0">
            <Use of={one} namespace={of.namespace} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Use({ of, namespace }: { of: ConfigUse; namespace: string }) {
  const t = useTranslations('function.config');
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <TextLink
          href={configPath({ namespace, name: of.name })}
          className="font-mono text-sm font-semibold [overflow-wrap:anywhere]"
        >
          {of.name}
        </TextLink>
        {of.immutable && <Badge>{t('immutable')}</Badge>}
        {of.missing && (
          <span className="inline-flex items-center gap-1.5 text-sm font-semibold text-down">
            <HealthShape health="down" />
            {t('missing')}
          </span>
        )}
      </div>
      {of.keys.length > 0 && <div className="font-mono text-xs text-muted">{of.keys.join('  ')}</div>}
      <ul className="text-xs">
        {of.mounts.map((mount) => (
          <li key={`${mount.container}${mount.path}${mount.subPath ?? ''}`}>
            <span className="font-mono">
              {t('mountedAt', { container: mount.container, path: mount.path })}
            </span>
            {mount.subPath !== null && <span className="block text-muted">{t('subPath')}</span>}
          </li>
        ))}
        {of.environment && <li className="text-muted">{t('environment')}</li>}
      </ul>
    </>
  );
}
