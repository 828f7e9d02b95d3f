import { type Fault, fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import { reviewAccess } from '#lib/kube/access-review.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { type Gate, gate } from '#lib/kube/gate.ts';

/** Whether a right is there, and the API server's own reason where it is not. */
export interface Review {
  allowed: boolean;
  reason: string | null;
  /** Milliseconds since the epoch. */
  at: number;
}

/** How long an answer is taken for true, in milliseconds: a right that was taken away is gone within a minute. */
export const reviewedMs = 45_000;
const maximumReviews = 4_000;
const simultaneous = 6;

/** What one credential was told about its rights: each question is asked once, however many want to know. */
export class RightsReviews {
  private readonly connection: Connection;
  private readonly turns: Gate = gate(simultaneous);
  private readonly known = new Map<string, { until: number; answer: Promise<Result<unknown>> }>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Faults: `unreachable` where the API server cannot say, `unauthenticated` where it does not know the credential any more. */
  access(right: Right): Promise<Result<Review>> {
    const { verb, group, resource, subresource = '', namespace = '', name = '' } = right;
    const key = `access ${verb} ${group}/${resource}/${subresource} ${namespace}/${name}`;
    return this.once<Review>(key, async () => {
      const answer = await reviewAccess(this.connection, right);
      const at = Date.now();
      if (answer.ok) return ok({ allowed: true, reason: null, at });
      const { kind, detail, right: missing } = answer.fault;
      if (kind === 'forbidden' && missing) return ok({ allowed: false, reason: detail, at });
      return cannotSay(answer.fault);
    });
  }

  /** A fault is not kept: who asks again is answered anew. */
  private once<T>(key: string, ask: () => Promise<Result<T>>): Promise<Result<T>> {
    const now = Date.now();
    const known = this.known.get(key);
    if (known && known.until > now) return known.answer as Promise<Result<T>>;
    const answer = this.turns.run(ask);
    this.known.delete(key);
    // From when it was asked: an answer is not taken for younger than it is.
    this.known.set(key, { until: now + reviewedMs, answer });
    const forget = () => {
      if (this.known.get(key)?.answer === answer) this.known.delete(key);
    };
    answer.then(({ ok: done }) => {
      if (!done) forget();
    }, forget);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= maximumReviews) break;
      this.known.delete(oldest);
    }
    return answer;
  }
}

/** Where the API server gives no answer to a question about rights. */
export function cannotSay({ kind, detail }: Fault): { ok: false; fault: Fault } {
  if (kind === 'unauthenticated') return fail('unauthenticated', detail);
  // Not even the question is allowed, or the console may not act as this user.
  if (kind === 'forbidden') return fail('forbidden', detail);
  return fail('unreachable', `The API server does not say what you may do: ${detail}`);
}

// Next.js bundles a copy of this module into each route: what they share hangs on the one thing they have in common.
const place = Symbol.for('cnf-console.rights');
const shared = globalThis as { [place]?: WeakMap<Connection, RightsReviews> };

/** The reviews of a credential; they go with its connection. */
export function reviewsOf(connection: Connection): RightsReviews {
  shared[place] ??= new WeakMap();
  const known = shared[place].get(connection);
  if (known) return known;
  const fresh = new RightsReviews(connection);
  shared[place].set(connection, fresh);
  return fresh;
}
