import type { Metadata } from 'next';
import { FunctionsPage } from '#components/functions/functions-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';
import { EarlyStream } from '#components/shell/early-stream.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('functions') };
}

export default function Page() {
  return (
    <>
      <EarlyStream />
      <FunctionsPage />
    </>
  );
}
