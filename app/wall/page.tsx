import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { loadMessages } from '#components/i18n/load-messages.ts';
import { locales } from '#components/i18n/locale.ts';
import { TextProvider } from '#components/i18n/text-provider.tsx';
import { titleTexts } from '#components/i18n/translator.ts';
import { EarlyStream } from '#components/shell/early-stream.tsx';
import { Wall } from '#components/wall/wall.tsx';
import { admissionOf } from '#lib/auth/admission.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await titleTexts())('wall') };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** A display has no menu: its language is in its address. */
export default async function Page({ searchParams }: Props) {
  const { lang } = await searchParams;
  const link = admissionOf(await headers())?.link;
  const locale = locales.find((known) => known === lang);
  const wall = (
    <>
      <EarlyStream topics={['events']} />
      <Wall display={link ? { name: link.name, until: link.until } : null} />
    </>
  );
  if (!locale) return wall;
  return (
    <TextProvider locale={locale} messages={await loadMessages(locale)} timeZone="UTC">
      {wall}
    </TextProvider>
  );
}
