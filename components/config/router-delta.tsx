'use client';
import { useTranslations } from 'use-intl';
import type { PodDelta } from '#lib/contracts/config-check.ts';
import { visible } from '../pod-figure/text.ts';
import { Badge } from '../ui/badge.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { Arrival } from './arrival.tsx';
import { useEffectText, useUnavailableText } from './coded-text.ts';
import { EffectMark } from './effect-mark.tsx';

/** Lines of a router that are drawn at most. */
const drawn = 300;

type Line = PodDelta['delete'][number];

/** What one router would delete and add, in FRR's own words, each line with what it does to a router that runs. */
export function RouterDelta({ of }: { of: PodDelta }) {
  const t = useTranslations('config.delta');
  const unavailable = useUnavailableText();
  const phantoms = of.phantom.delete.length + of.phantom.add.length;
  const lines = [
    ...of.delete.map((line) => ({ line, sign: '−' })),
    ...of.add.map((line) => ({ line, sign: '+' })),
  ];
  return (
    <article aria-label={of.pod} className="rounded-md border border-line">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-3 py-1.5 text-xs">
        <span className="font-mono text-sm font-semibold [overflow-wrap:anywhere]">{visible(of.pod)}</span>
        {of.version !== null && <Badge>FRR {of.version}</Badge>}
        <span className="text-muted">
          <Arrival arrival={of.arrival} path={of.path} />
        </span>
        {of.state === 'ok' && <EffectMark effect={of.effect} className="ml-auto font-semibold" />}
      </header>
      {of.state !== 'ok' && (
        <div className="flex gap-1.5 px-3 py-2 text-sm">
          <HealthShape health={of.state === 'invalid' ? 'down' : 'unknown'} className="mt-[0.22em]" />
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <p>{of.code === null ? t(of.state) : unavailable(of.code, { pod: of.pod }, t(of.state))}</p>
            {of.detail && (
              <pre className="whitespace-pre-wrap font-mono text-xs text-muted">{visible(of.detail)}</pre>
            )}
          </div>
        </div>
      )}
      {of.state === 'ok' && lines.length === 0 && (
        <p className="px-3 py-2 text-sm text-muted">{t('nothing')}</p>
      )}
      {lines.length > 0 && (
        <table
          aria-label={t('lines', { pod: of.pod })}
          className="w-full border-collapse font-mono text-xs leading-5"
        >
          <tbody>
            {lines.slice(0, drawn).map(({ line, sign }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: FRR prints the same line twice where it means to run it twice
              <DeltaRow key={index} line={line} sign={sign} />
            ))}
          </tbody>
        </table>
      )}
      {lines.length > drawn && (
        <p className="px-3 py-1 text-xs text-muted">{t('more', { count: lines.length - drawn })}</p>
      )}
      {phantoms > 0 && (
        <details className="border-t border-line px-3 py-1.5 text-xs">
          <summary className="text-muted">{t('phantom', { count: phantoms })}</summary>
          <p className="mt-1 text-muted">{t('phantomWhy')}</p>
          <pre className="mt-1 whitespace-pre-wrap font-mono text-muted">
            {[...of.phantom.delete.map((line) => `− ${line}`), ...of.phantom.add.map((line) => `+ ${line}`)]
              .map(visible)
              .join('\n')}
          </pre>
        </details>
      )}
    </article>
  );
}

function DeltaRow({ line, sign }: { line: Line; sign: string }) {
  const effects = useEffectText();
  const why = effects(line.code, line.params, '');
  const adds = sign === '+';
  return (
    <tr className="border-b border-line align-top last:border-b-0">
      <td className={`w-px pl-3 pr-1 font-bold ${adds ? 'text-ok' : 'text-down'}`}>{sign}</td>
      <td className="py-0.5 pr-3 [overflow-wrap:anywhere]">
        {line.context.length > 0 && (
          <span className="block text-muted">{line.context.map(visible).join(' › ')}</span>
        )}
        <span className={adds ? 'text-ok' : 'text-down'}>{visible(line.line)}</span>
      </td>
      <td className="w-px whitespace-nowrap py-0.5 pr-3 text-right font-sans max-sm:whitespace-normal">
        <EffectMark effect={line.effect} />
        {why && <span className="block max-w-64 whitespace-normal text-muted">{why}</span>}
      </td>
    </tr>
  );
}
