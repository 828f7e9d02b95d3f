'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { PageHead } from '../ui/page-head.tsx';
import { Panel } from '../ui/panel.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';

export interface DescribedEndpoint {
  method: string;
  path: string;
  summary: string;
  /** Names of query parameters and of the JSON body's fields. */
  input: string[];
  statuses: string[];
}

/** The OpenAPI document for people: every endpoint with what it takes and what it can answer. */
export function EndpointList({ groups }: { groups: { tag: string; endpoints: DescribedEndpoint[] }[] }) {
  const t = useTranslations('api');
  return (
    <>
      <PageHead
        title={t('title')}
        above={t('about')}
        actions={
          <a className="text-sm text-accent underline underline-offset-2" href="/api/v1/openapi.json">
            {t('document')}
          </a>
        }
      />
      <div className="grid gap-4">
        {groups.map(({ tag, endpoints }) => (
          <Panel key={tag} title={tag} flush>
            <Table label={tag} className="border-0">
              <thead>
                <tr>
                  <ColumnHead className="w-20">{t('method')}</ColumnHead>
                  <ColumnHead className="w-[48%]">{t('path')}</ColumnHead>
                  <ColumnHead>{t('input')}</ColumnHead>
                  <ColumnHead className="w-64">{t('statuses')}</ColumnHead>
                </tr>
              </thead>
              <tbody>
                {endpoints.map((endpoint) => (
                  <Row key={`${endpoint.method} ${endpoint.path}`}>
                    <Cell className="font-mono text-xs">{endpoint.method}</Cell>
                    <Cell className="min-w-52">
                      <code className="font-mono text-xs [overflow-wrap:anywhere]">{endpoint.path}</code>
                      <p className="text-muted">{withCode(endpoint.summary)}</p>
                    </Cell>
                    <Cell className="font-mono text-xs">{endpoint.input.join(', ')}</Cell>
                    <Cell className="font-mono text-xs">{endpoint.statuses.join(' ')}</Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
          </Panel>
        ))}
      </div>
    </>
  );
}

/** Words in backquotes are code, as in the document itself. */
const withCode = (text: string): ReactNode[] =>
  text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence, which never change their places
      <code key={index} className="font-mono text-xs text-text">
        {part}
      </code>
    ),
  );
