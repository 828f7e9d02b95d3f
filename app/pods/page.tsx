import type { Metadata } from 'next';
import { Suspense } from 'react';
import { titleTexts } from '#components/i18n/translator.ts';
import { PodsPage } from '#components/pods/pods-page.tsx';
import { EarlyStream } from '#components/shell/early-stream.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('pods') };
}

export default function Page() {
  return (
    <>
      <EarlyStream topics={['pods']} />
      <Suspense>
        <PodsPage />
      </Suspense>
    </>
  );
}
