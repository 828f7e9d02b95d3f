import type { Metadata } from 'next';
import { Suspense } from 'react';
import { titleTexts } from '#components/i18n/translator.ts';
import { NetworksPage } from '#components/networks/networks-page.tsx';
import { EarlyStream } from '#components/shell/early-stream.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('networks') };
}

export default function Page() {
  return (
    <>
      <EarlyStream topics={['networks']} />
      <Suspense>
        <NetworksPage />
      </Suspense>
    </>
  );
}
