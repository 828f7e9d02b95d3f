import type { Metadata } from 'next';
import { DisplaysPage } from '#components/displays/displays-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';
import { EarlyStream } from '#components/shell/early-stream.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('displays') };
}

export default function Page() {
  return (
    <>
      <EarlyStream />
      <DisplaysPage />
    </>
  );
}
