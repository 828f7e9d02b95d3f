import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ActivityPage } from '#components/activity/activity-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('activity') };
}

export default function Page() {
  return (
    <Suspense>
      <ActivityPage />
    </Suspense>
  );
}
