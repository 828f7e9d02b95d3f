'use client';
import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { LiveAnswer } from '#lib/contracts/live.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { visible } from '../pod-figure/text.ts';
import { FaultPanel } from '../state/fault-panel.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { RelativeTime } from '../ui/time.tsx';
import type { Live } from './use-live-read.ts';

/** A live read in its frame: when and where it was read, by which command, what it said word for word, and reading again. */
export function LiveFrame({
  title,
  namespace,
  live,
  quiet = false,
  children,
}: {
  title: string;
  /** Of the pod. */
  namespace: string;
  live: Live;
  /** A daemon that is not running is no alarm here: most routers do not run every one. */
  quiet?: boolean;
  children: (answer: LiveAnswer) => ReactNode;
}) {
  const t = useTranslations('pod.live');
  const { data, fault, reading } = live;
  const mayNot = useMayNot(namespace);
  return (
    <Panel
      title={title}
      aside={
        <span className="flex items-center gap-2 text-xs text-muted">
          {data && !fault && (
            <span className="text-right">
              {t('readIn', { container: visible(data.container) })} <RelativeTime at={data.at} />
            </span>
          )}
          <RuleButton
            size="sm"
            why={mayNot('live')}
            disabled={reading}
            onClick={live.again}
            aria-label={t('readAgainOf', { title })}
          >
            <RefreshCw aria-hidden="true" className={reading ? 'size-3.5 animate-spin' : 'size-3.5'} />
            {reading ? t('reading') : t('readAgain')}
          </RuleButton>
        </span>
      }
    >
      {fault ? (
        <FaultPanel fault={fault} />
      ) : data === null ? (
        <Skeleton rows={3} />
      ) : (
        <div className="space-y-3">
          {data.problem !== null && <Problem text={data.problem} quiet={quiet} />}
          {children(data)}
          <ReadElsewhere of={data} />
          <Outputs outputs={data.outputs} />
        </div>
      )}
    </Panel>
  );
}

/** Why it was read in another container than the one that was tried first. */
function ReadElsewhere({ of }: { of: LiveAnswer }) {
  const t = useTranslations('pod.live');
  const format = useFormatter();
  if (of.containersWithout.length === 0) return null;
  const words = {
    containers: format.list(of.containersWithout.map(visible)),
    container: visible(of.container),
  };
  const isOfNetwork = of.what === 'interfaces' || of.what === 'routes';
  return (
    <p className="text-xs text-muted">{isOfNetwork ? t('withoutIp', words) : t('withoutVtysh', words)}</p>
  );
}

/** FRRouting's or the kernel's own words for what could not be read. */
function Problem({ text, quiet }: { text: string; quiet: boolean }) {
  if (quiet && /^\w+ is not running$/.test(text.trim())) {
    return <p className="font-mono text-xs text-muted">{text}</p>;
  }
  return (
    <p className="flex gap-1.5 rounded-sm border border-degraded-line bg-degraded-soft px-2 py-1 font-mono text-xs text-degraded [overflow-wrap:anywhere]">
      <HealthShape health="degraded" className="mt-0.5 text-sm" />
      {visible(text)}
    </p>
  );
}

function Outputs({ outputs }: { outputs: LiveAnswer['outputs'] }) {
  const t = useTranslations('pod.live');
  return (
    <details>
      <summary className="w-fit text-xs text-muted">{t('asPrinted')}</summary>
      <div className="mt-2 space-y-3">
        {outputs.map(({ command, text, exitCode, truncated }) => (
          <div key={command}>
            <p className="mb-1 font-mono text-xs">
              $ {visible(command)}
              {exitCode !== 0 && (
                <span className="ml-2 text-degraded">{t('exitCode', { code: exitCode })}</span>
              )}
            </p>
            <CodeBlock label={visible(command)} text={text.trim() === '' ? t('printedNothing') : text} />
            {truncated && <p className="text-xs text-muted">{t('truncated')}</p>}
          </div>
        ))}
      </div>
    </details>
  );
}
