import type { Metadata } from 'next';
import { ChainsPage } from '#components/chains/chains-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';
import { EarlyStream } from '#components/shell/early-stream.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('chains') };
}

export default function Page() {
  return (
    <>
      <EarlyStream />
      <ChainsPage />
    </>
  );
}
