'use client';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { readSession, tellSignIn } from '#lib/client/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { BareFrame } from './bare-frame.tsx';

/** The end of a sign-in in a window of its own: tells the page where somebody works, and goes away. */
export function DonePage() {
  const t = useTranslations('signIn.done');
  useEffect(() => {
    void readSession().then((answer) => {
      if (!answer.ok || !answer.value.session) return location.replace('/sign-in?popup=1');
      tellSignIn(answer.value.session);
      // Browsers close only windows that a page opened; for the others there is the text.
      close();
    });
  }, []);
  return (
    <BareFrame title={t('title')}>
      <p className="mb-4">{t('text')}</p>
      <Button onClick={() => close()}>{t('close')}</Button>
    </BareFrame>
  );
}
