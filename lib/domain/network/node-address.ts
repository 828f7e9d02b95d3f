import type { Node } from '../kubernetes.ts';

/** The address a node is reached by: its InternalIP, else its ExternalIP, else null. */
export function addressOf(node: Node): string | null {
  const addresses = node.status.addresses ?? [];
  const found = ['InternalIP', 'ExternalIP']
    .map((type) => addresses.find((a) => a.type === type))
    .find((a) => a);
  return found?.address ?? null;
}
