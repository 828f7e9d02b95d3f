import type { Metadata } from 'next';
import { titleTexts } from '#components/i18n/translator.ts';
import { DonePage } from '#components/sign-in/done-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('signIn') };
}

export default function Page() {
  return <DonePage />;
}
