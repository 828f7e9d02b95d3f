'use client';
import { useTranslations } from 'use-intl';
import { useRights } from '#lib/client/use-rights.ts';
import { useRows } from '#lib/client/use-topic.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { useLog } from '../log/use-log.ts';
import { visible } from '../pod-figure/text.ts';
import { TextLink } from '../ui/text-link.tsx';
import { crashedOf } from './crashed.ts';
import { podPath } from './paths.ts';

/** Lines from the end: what a program says when it gives up. */
const tail = 3;

/** The last words of the container that crashed; nothing where the log may not be read. */
export function LastLog({ of }: { of: FunctionDetail }) {
  const may = useRights(of.namespace)('log');
  const { rows } = useRows('pods');
  const crashed = crashedOf(of.reasons);
  const row = crashed && rows.get(`${of.namespace}/${crashed.pod}`);
  if (!crashed || !row || may.state !== 'allowed') return null;
  return <Lines namespace={of.namespace} {...crashed} restarts={row.restartCount} />;
}

function Lines(props: { namespace: string; pod: string; container: string; restarts: number }) {
  const { namespace, pod, container } = props;
  const t = useTranslations('function.lastLog');
  const query = { namespace, pod, container, follow: false, previous: true, tail };
  const { lines } = useLog(query, props.restarts);
  if (lines.length === 0) return null;
  const title = t('title', { pod: visible(pod), container: visible(container) });
  return (
    <figure className="mt-2 space-y-1 text-xs">
      <figcaption className="flex flex-wrap gap-x-3 text-muted">
        {title}
        <TextLink href={`${podPath({ namespace, name: pod })}?tab=log`}>{t('all')}</TextLink>
      </figcaption>
      <pre className="whitespace-pre-wrap rounded-sm border border-line bg-sunken px-2 py-1 font-mono leading-5 [overflow-wrap:anywhere]">
        {lines.map(({ text }) => visible(text)).join('\n')}
      </pre>
    </figure>
  );
}
