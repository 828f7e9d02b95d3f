import { Agent, request } from 'undici';
import type { AlertReceiver } from '#lib/domain/alert/receiver.ts';

/** One try to deliver: null, or why not, in words that have nothing of the address. */
export interface Delivery {
  problem: string | null;
  /** Seconds that the receiver asks to be left alone. */
  retryAfter: number | null;
}

const timeoutMs = 10_000;
// Of its own: an address that hangs takes no socket from the API server. Redirects are not followed: undici does not unless told.
const agent = new Agent({ connect: { timeout: 5_000 }, connections: 2 });

export async function postAlerts({ url, token }: AlertReceiver, body: unknown): Promise<Delivery> {
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'cnf-console',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body.dump({ limit: 65_536 });
    const { statusCode, headers } = answer;
    if (statusCode >= 200 && statusCode < 300) return { problem: null, retryAfter: null };
    const after = Number(headers['retry-after']);
    return {
      problem: `HTTP ${statusCode}`,
      retryAfter: Number.isFinite(after) && after > 0 ? Math.min(after, 3_600) : null,
    };
  } catch (error) {
    return { problem: wordsOf(error), retryAfter: null };
  }
}

/** Node's or undici's code alone: their sentences may have the address in them. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z_0-9]{1,60}$/.test(code) ? code : 'failed';
}
