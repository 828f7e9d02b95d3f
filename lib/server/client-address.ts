import type { IncomingMessage } from 'node:http';
import { isWithin } from '#lib/auth/proxy-headers.ts';

/**
 * Where a request comes from: the socket's other end or, while that is a trusted proxy, whom it says it forwards for. What stands
 * before the last untrusted address anybody may have written.
 */
export function clientAddress(request: IncomingMessage, trusted: readonly string[]): string {
  const hops = (request.headersDistinct['x-forwarded-for'] ?? [])
    .flatMap((value) => value.split(','))
    .map((hop) => hop.trim());
  let address = request.socket.remoteAddress ?? '';
  while (isWithin(trusted, address)) {
    const hop = hops.pop();
    if (!hop) break;
    address = hop.slice(0, 100);
  }
  return address;
}
