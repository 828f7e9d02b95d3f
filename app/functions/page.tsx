import type { Metadata } from 'next';
import { FunctionsPage } from '#components/functions/functions-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('functions') };
}

export default function Page() {
  return <FunctionsPage />;
}
