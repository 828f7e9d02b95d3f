import type { Metadata } from 'next';
import { titleTexts } from '#components/i18n/translator.ts';
import { UpgradesPage } from '#components/upgrades/upgrades-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('upgrades') };
}

export default function Page() {
  return <UpgradesPage />;
}
