'use client';
import { useTranslations } from 'use-intl';
import type { ApplyOutcome } from '#lib/client/config-acts.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import type { ConfigRef } from './api.ts';
import type { Base } from './use-edit.ts';

/** The command that does the same, and the change to the letter: only the keys that change, and only on the version read. */
export function ApplyExact(props: {
  of: ConfigRef;
  base: Base;
  data: Readonly<Record<string, string>>;
  dryRun: ApplyOutcome | null;
}) {
  const t = useTranslations('config.apply');
  const act = useTranslations('act');
  const { namespace, name } = props.of;
  const patch = { metadata: { resourceVersion: props.base.resourceVersion }, data: props.data };
  return (
    <section aria-label={act('exact')} className="space-y-2">
      <h3 className="label">{act('exact')}</h3>
      <p className="text-sm">
        <span className="text-muted">{act('dryRun')}:</span>{' '}
        {props.dryRun === null
          ? act('asking')
          : props.dryRun.state === 'applied'
            ? act('dryRunOk')
            : props.dryRun.state === 'conflict'
              ? t('changedMeanwhile')
              : props.dryRun.fault.detail}
      </p>
      <CodeBlock
        text={`kubectl patch configmap/${name} -n ${namespace} --type=merge --patch-file=change.json`}
        label={act('command')}
        className="[&_pre]:whitespace-pre-wrap [&_pre]:break-words"
      />
      <details>
        <summary className="cursor-pointer text-sm text-muted hover:text-text">
          <code className="font-mono text-xs">change.json</code> {t('patch')}
        </summary>
        <CodeBlock
          text={JSON.stringify(patch, null, 2)}
          label={t('patch')}
          className="mt-2 max-h-72 overflow-auto [&_pre]:whitespace-pre-wrap [&_pre]:[overflow-wrap:anywhere]"
        />
      </details>
    </section>
  );
}
