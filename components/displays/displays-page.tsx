'use client';
import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { unreachable } from '#lib/client/fault-of.ts';
import { FaultError, fetchJson, sendJson } from '#lib/client/fetcher.ts';
import type { DisplayLinkView, MadeDisplayLink } from '#lib/contracts/display-links.ts';
import { useSheetOf } from '../action/use-sheet.ts';
import { FaultPanel } from '../state/fault-panel.tsx';
import { Button } from '../ui/button.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import type { DisplayLook } from './display-address.ts';
import { LinkForm } from './link-form.tsx';
import { LinkTable } from './link-table.tsx';
import { MadeLink } from './made-link.tsx';

const path = '/api/v1/display-links';
const refreshMs = 15_000;

interface Links {
  items: DisplayLinkView[];
  unreadable: { namespace: string; name: string }[];
}

/** The links by which screens show the wall: made, listed and revoked here. */
export function DisplaysPage() {
  const t = useTranslations('displays');
  const { data, error, mutate } = useSWR<Links>(path, fetchJson, { refreshInterval: refreshMs });
  const [making, setMaking] = useSheetOf('make');
  const [made, setMade] = useState<{ answer: MadeDisplayLink; look: DisplayLook } | null>(null);
  const [failed, setFailed] = useState<FaultError | null>(null);
  const fault = error instanceof FaultError ? error.fault : error ? unreachable : null;
  const isOpen = fault?.reason?.code === 'displays-need-sign-in';

  async function revoke({ id, namespace }: DisplayLinkView): Promise<void> {
    setFailed(null);
    try {
      await sendJson('DELETE', `${path}/${id}?${new URLSearchParams({ namespace })}`, undefined);
      if (made?.answer.link.id === id) setMade(null);
    } catch (problem) {
      if (!(problem instanceof FaultError)) throw problem;
      setFailed(problem);
    }
    await mutate();
  }

  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          data && (
            <Button look={making ? 'plain' : 'primary'} onClick={() => setMaking(!making)}>
              {t(making ? 'cancel' : 'make')}
            </Button>
          )
        }
      />
      <p className="mb-4 max-w-prose text-sm text-muted">{t('about')}</p>
      {isOpen && (
        <StatePanel health="note" title={t('open.title')}>
          <p>{t('open.body')}</p>
        </StatePanel>
      )}
      {fault && !isOpen && <FaultPanel fault={fault} retry={() => void mutate()} />}
      {failed && (
        <div role="alert" className="mb-4">
          <FaultPanel fault={failed.fault} />
        </div>
      )}
      {made && <MadeLink key={made.answer.link.id} made={made.answer} look={made.look} />}
      {making && data && (
        <LinkForm
          onMade={(answer, look) => {
            setMade({ answer, look });
            setMaking(false);
            void mutate();
          }}
        />
      )}
      {!data && !fault && <Skeleton />}
      {data?.items.length === 0 && !making && !made && (
        <StatePanel health="note" title={t('none.title')}>
          <p>{t('none.body')}</p>
        </StatePanel>
      )}
      {data && data.items.length > 0 && <LinkTable items={data.items} onRevoke={revoke} />}
      {data?.unreadable.map(({ namespace, name }) => (
        <p key={`${namespace}/${name}`} className="mt-3 text-sm text-degraded">
          {t('unreadable', { name: `${namespace}/${name}` })}
        </p>
      ))}
    </>
  );
}
