'use client';
import { useRows } from '#lib/client/use-topic.ts';
import { Awaiting } from '../state/awaiting.tsx';

export function HomePage() {
  const chains = useRows('chains');
  return (
    <Awaiting
      loaded={chains.loaded}
      empty={chains.list.length === 0}
      kinds={['deployments']}
      whenEmpty={null}
    >
      {chains.list.length}
    </Awaiting>
  );
}
