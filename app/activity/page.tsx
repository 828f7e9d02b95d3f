import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ActivityPage } from '#components/activity/activity-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';
import { EarlyStream } from '#components/shell/early-stream.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('activity') };
}

export default function Page() {
  return (
    <>
      <EarlyStream topics={['events']} />
      <Suspense>
        <ActivityPage />
      </Suspense>
    </>
  );
}
