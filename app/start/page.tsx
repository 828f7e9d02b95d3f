import type { Metadata } from 'next';
import { titleTexts } from '#components/i18n/translator.ts';
import { EarlyStream } from '#components/shell/early-stream.tsx';
import { StartPage } from '#components/start-frr/start-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('start') };
}

export default function Page() {
  return (
    <>
      <EarlyStream />
      <StartPage />
    </>
  );
}
