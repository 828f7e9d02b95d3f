import type { Metadata } from 'next';
import { Suspense } from 'react';
import { loadMessages } from '#components/i18n/load-messages.ts';
import { locales } from '#components/i18n/locale.ts';
import { TextProvider } from '#components/i18n/text-provider.tsx';
import { titleTexts } from '#components/i18n/translator.ts';
import { WallLink } from '#components/wall/wall-link.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('wall') };
}

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Where a display link leads: for nobody who is signed in, and without a word of any cluster. */
export default async function Page({ searchParams }: { searchParams: Query }) {
  const { lang } = await searchParams;
  const locale = locales.find((known) => known === lang);
  const link = (
    <Suspense>
      <WallLink />
    </Suspense>
  );
  if (!locale) return link;
  return (
    <TextProvider locale={locale} messages={await loadMessages(locale)} timeZone="UTC">
      {link}
    </TextProvider>
  );
}
