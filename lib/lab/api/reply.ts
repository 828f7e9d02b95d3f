import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Status, StatusError } from './status-error.ts';

const compress = promisify(gzip);
// apiserver/pkg/endpoints/handlers/responsewriters/writers.go: smaller answers are not worth it.
const gzipThreshold = 128 * 1024;

/** Sends a complete JSON answer, compressed when it is large and the client accepts that. */
export async function replyJson(
  request: IncomingMessage,
  response: ServerResponse,
  code: number,
  json: string,
  contentType = 'application/json',
): Promise<void> {
  const headers: Record<string, string> = {
    'content-type': contentType,
    'cache-control': 'no-cache, private',
  };
  let body: Buffer = Buffer.from(json);
  if (body.length >= gzipThreshold && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    body = await compress(body, { level: 1 });
    headers['content-encoding'] = 'gzip';
    headers.vary = 'Accept-Encoding';
  }
  headers['content-length'] = String(body.length);
  if (response.destroyed) return;
  response.writeHead(code, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}

export function replyText(response: ServerResponse, code: number, body: string): void {
  response.writeHead(code, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/** The Status for anything thrown: what is not a StatusError is a defect, and says so without a stack. */
export function toStatus(error: unknown): Status {
  if (error instanceof StatusError) return error.status;
  const message = error instanceof Error ? error.message : String(error);
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, {
    causes: [{ message }],
  }).status;
}
