'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { oidcStart } from '#lib/client/sign-in.ts';
import { Button } from '../ui/button.tsx';

const place = oidcStart('/', true);

/** Signs in at the provider in a window of its own; `/sign-in/done` there tells this page by its channel. */
export function OidcWindow({ label }: { label: string }) {
  const t = useTranslations('signIn.oidc');
  const [opened, setOpened] = useState<'window' | 'blocked' | null>(null);
  return (
    <div className="space-y-2">
      <Button
        look="primary"
        className="h-9 w-full"
        onClick={() => {
          const window = open(place, 'cnf-console-sign-in', 'popup,width=540,height=720');
          setOpened(window ? 'window' : 'blocked');
        }}
      >
        {t('again', { provider: label })}
      </Button>
      <p role="status" className="text-xs text-muted">
        {opened === 'blocked' ? t('blocked') : opened ? t('waiting') : t('newWindow')}{' '}
        {opened === 'blocked' && (
          <a href={place} target="_blank" rel="noreferrer" className="text-accent underline">
            {t('open')}
          </a>
        )}
      </p>
    </div>
  );
}
