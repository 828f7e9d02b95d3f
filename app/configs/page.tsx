import type { Metadata } from 'next';
import { ConfigsPage } from '#components/config/configs-page.tsx';
import { titleTexts } from '#components/i18n/translator.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('configs') };
}

export default function Page() {
  return <ConfigsPage />;
}
