import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { titleTexts } from '#components/i18n/translator.ts';
import { SignInPage } from '#components/sign-in/sign-in-page.tsx';
import { readProblem } from '#lib/auth/oidc-cookies.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';
import { running } from '#lib/live/running.ts';
import { sessionOf } from '#lib/services/get-session.ts';
import { signInSettings } from '#lib/services/session-view.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await titleTexts();
  return { title: t('signIn') };
}

type Query = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Query }) {
  const { returnTo, popup, ended } = await searchParams;
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const { methods, oidc, session } = sessionOf(head);
  const target = safeReturnTo(single(returnTo));
  const opened = popup !== undefined;
  // Whoever is signed in has nothing to do here.
  if (session) redirect(opened ? '/sign-in/done' : target);
  const { name, simulated } = running().hub.cluster();
  return (
    <SignInPage
      methods={methods}
      oidc={oidc}
      cluster={{ name, simulated }}
      returnTo={target}
      popup={opened}
      problem={await readProblem(signInSettings(), (cookie) => jar.get(cookie)?.value)}
      ended={single(ended) ?? null}
    />
  );
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
