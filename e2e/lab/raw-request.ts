import { type IncomingHttpHeaders, request } from 'node:http';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface RawRequest {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string;
  /** The address it is sent from. */
  from?: string;
  signal?: AbortSignal;
}

/** A request with exactly these headers and this path: what a browser would never send, and an attacker does. */
export function sendRaw(url: string, path: string, how: RawRequest = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        path,
        method: how.method ?? 'GET',
        headers: how.headers ?? {},
        agent: false,
        ...(how.from !== undefined && { localAddress: how.from }),
        ...(how.signal && { signal: how.signal }),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        const end = () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString(),
          });
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', end);
        answer.on('error', end);
      },
    );
    sent.on('error', reject);
    sent.end(how.body);
  });
}

/** Signs in by the form's request; the cookies to send from then on. */
export async function signInBy(url: string, token: string): Promise<{ answer: RawAnswer; cookie: string }> {
  const answer = await sendRaw(url, '/api/v1/session', {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  return { answer, cookie };
}
