import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PodPage } from '#components/pod/pod-page.tsx';

interface Props {
  params: Promise<{ namespace: string; name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await params;
  return { title: name };
}

export default async function Page({ params }: Props) {
  const { namespace, name } = await params;
  return (
    <Suspense>
      <PodPage namespace={namespace} name={name} />
    </Suspense>
  );
}
