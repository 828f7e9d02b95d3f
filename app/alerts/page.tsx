import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AlertsPage } from '#components/alerts/alerts-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';
import { EarlyStream } from '#components/shell/early-stream.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('alerts') };
}

export default function Page() {
  return (
    <>
      <EarlyStream topics={['alerts']} />
      <Suspense>
        <AlertsPage />
      </Suspense>
    </>
  );
}
