import type { Fault } from '#lib/domain/result.ts';
import { faultOf, unreachable } from './fault-of.ts';

/** SWR wants a rejection; this one carries the fault, and nothing else is ever thrown by the fetchers. */
export class FaultError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.detail);
    this.fault = fault;
  }
}

async function get(path: string, accept: string): Promise<Response> {
  const response = await fetch(path, { headers: { accept } }).catch(() => null);
  if (!response) throw new FaultError(unreachable);
  if (!response.ok) throw new FaultError(await faultOf(response));
  return response;
}

/** The fetcher for SWR: JSON of our own API. Rejects with `FaultError`. */
export async function fetchJson<T>(path: string): Promise<T> {
  const response = await get(path, 'application/json');
  return (await response.json()) as T;
}

/** The same for plain text: a manifest, a log. */
export async function fetchText(path: string): Promise<string> {
  const response = await get(path, 'text/plain, application/yaml;q=0.9, */*;q=0.1');
  return response.text();
}

/** Sends JSON; answers with JSON, or with null where there is none. Rejects with `FaultError`. */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T | null> {
  const response = await fetch(path, {
    method,
    headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (!response) throw new FaultError(unreachable);
  if (!response.ok) throw new FaultError(await faultOf(response));
  return response.headers.get('content-type')?.includes('json') ? ((await response.json()) as T) : null;
}
