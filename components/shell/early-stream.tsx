import { headers } from 'next/headers';
import type { ListTopic } from '#lib/client/use-topic.ts';

/** What the frame of every page shows. */
const ofFrame: readonly ListTopic[] = ['chains', 'functions'];

/**
 * Starts the page's stream while its program is still loading. `topics` are those that the page asks for first, beside
 * the frame's; were they others, the page would ask again, so that they cost time but never change what is shown.
 */
export async function EarlyStream({ topics = [] }: { topics?: readonly ListTopic[] }) {
  // The nonce that Next.js itself reads from there, see lib/server/security.ts.
  const policy = (await headers()).get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return (
    <script
      async
      src="/early-stream.js"
      nonce={nonce}
      fetchPriority="high"
      data-topics={[...ofFrame, ...topics].sort().join()}
    />
  );
}
