import type { Metadata } from 'next';
import { HomePage } from '#components/home/home-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';
import { EarlyStream } from '#components/shell/early-stream.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('home') };
}

export default function Page() {
  return (
    <>
      <EarlyStream topics={['events', 'other-workloads']} />
      <HomePage />
    </>
  );
}
