import type { Readable } from 'node:stream';
import { type Dispatcher, request as send } from 'undici';
import { type Fault, fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { readStatus, type StatusFault, statusFault, unreachable } from './status-fault.ts';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: string | undefined;
  contentType?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds until the answer's head must have come; default 10,000. */
  headTimeoutMs?: number;
  /** Milliseconds between two parts of the body; 0 for none, default 30,000. */
  bodyTimeoutMs?: number;
  /** What the request needs, named in a `forbidden` fault. */
  right?: Right;
}

export type RequestFault = Fault | StatusFault;

/** The HTTP code the API server gave the refusal, or null when it did not answer. */
export function codeOf(fault: RequestFault): number | null {
  return 'code' in fault ? fault.code : null;
}

/**
 * Sends one request to the API server and returns the body as it arrives. After a 401 credentials are renewed and the
 * request is sent once more. Faults: what the API server's Status says, `unreachable` where there was no answer.
 */
export async function open(
  connection: Connection,
  path: string,
  options: RequestOptions = {},
): Promise<Result<Readable, RequestFault>> {
  const first = await attempt(connection, path, options);
  if (first.ok || first.fault.kind !== 'unauthenticated') return first;
  connection.renew();
  return attempt(connection, path, options);
}

/** As `open`, with the body read whole and parsed. */
export async function requestJson(
  connection: Connection,
  path: string,
  options: RequestOptions = {},
): Promise<Result<unknown, RequestFault>> {
  const opened = await open(connection, path, options);
  if (!opened.ok) return opened;
  try {
    return ok(JSON.parse(await readText(opened.value)));
  } catch (error) {
    if (error instanceof SyntaxError)
      return fail('unreachable', `${connection.info.server}${path} did not answer with JSON.`);
    return unreachable(connection.info.server, error);
  }
}

async function attempt(
  connection: Connection,
  path: string,
  options: RequestOptions,
): Promise<Result<Readable, RequestFault>> {
  let credential: Awaited<ReturnType<Connection['authorize']>>;
  try {
    credential = await connection.authorize();
  } catch (error) {
    const why = error instanceof Error ? error.message.trim() : String(error);
    return fail(
      'unauthenticated',
      `No credential for ${connection.info.name}: ${why.slice(0, 500) || 'the sign-in program failed'}`,
    );
  }
  let answer: Dispatcher.ResponseData;
  try {
    answer = await send(connection.info.server + path, {
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json',
        'user-agent': 'cnf-console',
        ...(options.body === undefined ? {} : { 'content-type': options.contentType ?? 'application/json' }),
        ...credential.headers,
      },
      ...(options.body === undefined ? {} : { body: options.body }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      dispatcher: credential.dispatcher,
      headersTimeout: options.headTimeoutMs ?? 10_000,
      bodyTimeout: options.bodyTimeoutMs ?? 30_000,
    });
  } catch (error) {
    return unreachable(connection.info.server, error);
  }
  if (answer.statusCode < 300) return ok(answer.body);
  const body = await readText(answer.body).catch(() => '');
  return statusFault(readStatus(parseOr(body), answer.statusCode), options.right);
}

async function readText(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
