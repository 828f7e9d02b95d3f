'use client';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { MadeDisplayLink } from '#lib/contracts/display-links.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Panel } from '../ui/panel.tsx';
import { type DisplayLook, displayAddress } from './display-address.ts';
import { QrCode } from './qr-code.tsx';

/** A link that was just made: the only time that anybody sees it. */
export function MadeLink({ made, look }: { made: MadeDisplayLink; look: DisplayLook }) {
  const t = useTranslations('displays.made');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const address = displayAddress(location.origin, made.path, made.token ?? '', look);
  return (
    <div ref={box} tabIndex={-1} role="status" className="mb-4 outline-none">
      <Panel title={t('title', { name: made.link.name })}>
        <div className="flex flex-wrap items-start gap-4">
          <QrCode text={address} label={t('qr')} />
          <div className="min-w-0 flex-1 basis-64 space-y-3 text-sm">
            <p>{t('once')}</p>
            <p className="rounded-md border border-line bg-sunken p-2 font-mono text-xs [overflow-wrap:anywhere]">
              {address}
            </p>
            <CopyButton text={address} what={t('copy')} />
            <p className="text-muted">{t('how')}</p>
          </div>
        </div>
      </Panel>
    </div>
  );
}
