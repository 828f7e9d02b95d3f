import type { Metadata } from 'next';
import { Suspense } from 'react';
import { titleTexts } from '#components/i18n/translator.ts';
import { PodsPage } from '#components/pods/pods-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('pods') };
}

export default function Page() {
  return (
    <Suspense>
      <PodsPage />
    </Suspense>
  );
}
