import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback } from './loopback.ts';
import { probes } from './open-paths.ts';

/**
 * The headers of every answer. Next.js finds the nonce in the request's own policy header and puts it on the scripts
 * that it writes into a page; nothing else in a page may run.
 */
export function secure(
  request: IncomingMessage,
  response: ServerResponse,
  { dev, https }: { dev: boolean; https: boolean },
): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    // React's development build evaluates strings for its error overlays; production never does.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  // RFC 6797: a browser that came by https once does not come by http again.
  if (https) response.setHeader('strict-transport-security', 'max-age=31536000');
}

/** Which hosts are the console's own. */
export interface Served {
  publicUrl: URL | null;
  /** Whether it listens on the loopback address, where people also open it by that. */
  loopback: boolean;
}

/**
 * Why a request is refused before anything looks at it, or null. A page on another site can make the browser's name
 * for itself point at the console's address (DNS rebinding), and then would be same-origin with the console: so the
 * Host must be one the console serves. A request that changes something must come from the console's own pages.
 */
export function refusal(
  request: IncomingMessage,
  path: string,
  { publicUrl, loopback }: Served,
): string | null {
  const host = request.headers.host ?? '';
  const isPublic = publicUrl !== null && host.toLowerCase() === publicUrl.host;
  const name = host.replace(/:\d+$/, '');
  if (!isPublic && !(loopback && isLoopback(name)) && !probes.has(path)) {
    const instead = publicUrl?.origin ?? 'localhost';
    return `The console does not serve the host ${name || '(none)'}; open it by ${instead}.`;
  }
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const { origin } = request.headers;
  if (origin === undefined) {
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' ? null : 'The request comes from another site.';
  }
  const isOwn = isPublic
    ? origin === publicUrl.origin
    : URL.canParse(origin) && new URL(origin).protocol === 'http:' && new URL(origin).host === host;
  return isOwn ? null : `The request comes from ${origin.slice(0, 200)}, which is not the console.`;
}
