'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DisplayLinkView } from '#lib/contracts/display-links.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { ClockTime } from '../ui/time.tsx';

type Revoke = (link: DisplayLinkView) => Promise<void>;

export function LinkTable({ items, onRevoke }: { items: readonly DisplayLinkView[]; onRevoke: Revoke }) {
  const t = useTranslations('displays.table');
  return (
    <Table label={t('label')}>
      <thead>
        <tr>
          {(['name', 'shows', 'by', 'until'] as const).map((column) => (
            <ColumnHead key={column}>{t(column)}</ColumnHead>
          ))}
          <td className="border-b border-line bg-sunken" />
        </tr>
      </thead>
      <tbody>
        {items.map((link) => (
          <Row key={link.id}>
            <Cell className="whitespace-nowrap">
              <span className="font-semibold">{visible(link.name)}</span>
              <span className="block font-mono text-xs text-muted">{link.id}</span>
            </Cell>
            <Cell className="min-w-44 font-mono text-xs [overflow-wrap:anywhere]">
              {[...link.scope.namespaces, ...link.scope.chains].map(visible).join(', ')}
            </Cell>
            <Cell className="whitespace-nowrap">{visible(link.by)}</Cell>
            <Cell className="whitespace-nowrap">
              <ClockTime at={link.until} />
              {link.expired && <span className="block font-semibold text-degraded">{t('expired')}</span>}
            </Cell>
            <Cell className="text-right">
              <RevokeButton link={link} onRevoke={onRevoke} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** Twice pressed: a wall goes dark by it. */
function RevokeButton({ link, onRevoke }: { link: DisplayLinkView; onRevoke: Revoke }) {
  const t = useTranslations('displays.table');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const why = useMayNot(link.namespace)('revokeDisplayLink');
  if (why !== null) return <RuleButton why={why}>{t('revoke')}</RuleButton>;
  return (
    <Button
      look="danger"
      disabled={busy}
      aria-label={`${t(asked ? 'sure' : 'revoke')}: ${link.name}`}
      onBlur={() => setAsked(false)}
      onClick={() => {
        if (!asked) return setAsked(true);
        setBusy(true);
        void onRevoke(link).finally(() => setBusy(false));
      }}
    >
      {t(asked ? 'sure' : 'revoke')}
    </Button>
  );
}
