import type { Metadata } from 'next';
import { titleTexts } from '#components/i18n/translator.ts';
import { RunPage } from '#components/upgrades/run-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('upgrades') };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RunPage id={id} />;
}
