'use client';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { fetchJson } from '#lib/client/fetcher.ts';
import type { ChainReport } from '#lib/domain/run/chain-report.ts';
import type { RunReport } from '#lib/domain/run/report.ts';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { useSeconds } from './use-seconds.ts';

/** What a run, or that of a chain, came to; the same numbers can be taken along as JSON and Markdown. */
export function Report({ run }: { run: { id: string; kind?: RunReport['kind'] } }) {
  const t = useTranslations('upgrades');
  const path = `/api/v1/upgrades/${run.id}/report`;
  const { data } = useSWR<RunReport | ChainReport>(path, fetchJson);
  const told = useSeconds();
  const seconds = (value: number | null) => (value === null ? '–' : told(value));
  return (
    <Panel
      title={t('report.title')}
      aside={
        <span className="flex gap-3 text-sm">
          <TextLink href={`${path}.md`} prefetch={false}>
            Markdown
          </TextLink>
          <TextLink href={path} prefetch={false}>
            JSON
          </TextLink>
        </span>
      }
    >
      {data && (
        <dl className="grid grid-cols-[1fr_max-content] gap-x-4 gap-y-1 text-sm">
          {(
            [
              ['duration', seconds(data.durationSeconds)],
              ...(run.kind === 'lifecycle'
                ? []
                : ([
                    ['away', seconds(data.longestAwaySeconds)],
                    ['sessions', seconds(data.longestSessionsSeconds)],
                    ['prefixes', data.longestSessionsSeconds === null ? '–' : String(data.prefixesMissing)],
                    ['prefixesBack', seconds(data.longestPrefixesSeconds)],
                  ] as const)),
            ] as const
          ).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{t(`report.${name}`)}</dt>
              <dd className="text-right font-mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
