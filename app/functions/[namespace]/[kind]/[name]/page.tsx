import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FunctionPage } from '#components/function/function-page.tsx';
import { workloadKinds } from '#lib/domain/kubernetes.ts';

interface Props {
  params: Promise<{ namespace: string; kind: string; name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function Page({ params }: Props) {
  const { namespace, kind, name } = await params;
  const known = workloadKinds.find((one) => one === kind);
  if (!known) notFound();
  return (
    <FunctionPage namespace={decodeURIComponent(namespace)} kind={known} name={decodeURIComponent(name)} />
  );
}
