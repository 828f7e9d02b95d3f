import type { ListTopic } from '#lib/client/use-topic.ts';
import { nonceOf } from './nonce.ts';

/** What the frame of every page shows. */
const ofFrame: readonly ListTopic[] = ['alerts', 'chains', 'functions'];

/**
 * Starts the page's stream while its program is still loading. `topics` are those that the page asks for first, beside
 * the frame's; were they others, the page would ask again, so that they cost time but never change what is shown.
 */
export async function EarlyStream({ topics = [] }: { topics?: readonly ListTopic[] }) {
  return (
    <script
      async
      src="/early-stream.js"
      nonce={await nonceOf()}
      fetchPriority="high"
      data-topics={[...ofFrame, ...topics].sort().join()}
    />
  );
}
