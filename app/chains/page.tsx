import type { Metadata } from 'next';
import { ChainsPage } from '#components/chains/chains-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('chains') };
}

export default function Page() {
  return <ChainsPage />;
}
