'use client';
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
                  <ColumnHead className="w-16">{t('method')}</ColumnHead>
                  <ColumnHead>{t('path')}</ColumnHead>
                  <ColumnHead>{t('input')}</ColumnHead>
                  <ColumnHead>{t('statuses')}</ColumnHead>
                </tr>
              </thead>
              <tbody>
                {endpoints.map((endpoint) => (
                  <Row key={`${endpoint.method} ${endpoint.path}`}>
                    <Cell className="font-mono text-xs">{endpoint.method}</Cell>
                    <Cell>
                      <code className="font-mono text-xs [overflow-wrap:anywhere]">{endpoint.path}</code>
                      <p className="text-muted">{endpoint.summary}</p>
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
