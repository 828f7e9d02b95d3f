'use client';
import { useTranslations } from 'use-intl';
import { ActionFault } from '../action/action-fault.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { ConfigRef } from './api.ts';
import { EffectMark } from './effect-mark.tsx';
import { RouterDelta } from './router-delta.tsx';
import { TextDiff } from './text-diff.tsx';
import { useDiff } from './use-review.ts';

/** The change of one key: its lines, and router by router what FRR makes of it. */
export function DiffView(props: { of: ConfigRef; name: string; text: string; opened: string }) {
  const t = useTranslations('config.diff');
  const { diff, fault } = useDiff(props.of, props.name, props.text, props.opened);
  return (
    <section aria-label={t('of', { key: props.name })} className="space-y-3">
      <h3 className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-mono text-sm font-semibold">{props.name}</span>
        {diff && (
          <span className="text-xs">
            <span className="text-ok">{t('added', { count: diff.added })}</span>{' '}
            <span className="text-down">{t('deleted', { count: diff.deleted })}</span>
          </span>
        )}
      </h3>
      {fault && <ActionFault fault={fault} />}
      {!diff && !fault && <Skeleton rows={4} height="h-5" />}
      {diff && (
        <>
          {(diff.truncated || diff.hunks.length > 0) && (
            <TextDiff of={diff} label={t('lines', { key: props.name })} />
          )}
          {diff.hunks.length === 0 && !diff.truncated && <p className="text-sm text-muted">{t('same')}</p>}
          {diff.pods.length > 0 && (
            <div className="space-y-2">
              <h4 className="flex flex-wrap items-center gap-3">
                <span className="label">{t('routers')}</span>
                <EffectMark effect={diff.effect} className="text-xs font-semibold" />
              </h4>
              {diff.pods.map((pod) => (
                <RouterDelta key={pod.pod} of={pod} />
              ))}
            </div>
          )}
        </>
      )}
    </section>
  );
}
