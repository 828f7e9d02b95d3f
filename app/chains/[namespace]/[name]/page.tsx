import type { Metadata } from 'next';
import { ChainPage } from '#components/chain/chain-page.tsx';
import { EarlyStream } from '#components/shell/early-stream.tsx';

interface Props {
  params: Promise<{ namespace: string; name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function Page({ params }: Props) {
  const { namespace, name } = await params;
  return (
    <>
      <EarlyStream topics={['pods', 'events', 'runs', 'chain-runs']} />
      <ChainPage namespace={decodeURIComponent(namespace)} name={decodeURIComponent(name)} />
    </>
  );
}
