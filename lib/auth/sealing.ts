import { createHash, createHmac } from 'node:crypto';
import { sealData, unsealData } from 'iron-session';

/** One key per secret and purpose, so that what is sealed for one is nothing for another. */
const keyOf = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(purpose).digest('base64url');

/** Names a key in a seal; made of the secret, so that it stays the same when secrets come and go. */
const idOf = (secret: string): number =>
  Number.parseInt(createHash('sha256').update(secret).digest('hex').slice(0, 8), 16);

/** The keys for iron-session: the first secret's to seal with, all to unseal with. */
export function keysOf(secrets: readonly string[], purpose: string) {
  const all = Object.fromEntries(secrets.map((secret) => [idOf(secret), keyOf(secret, purpose)]));
  const [first = ''] = secrets;
  return { all, first: { [idOf(first)]: keyOf(first, purpose) } };
}

/** Encrypts and signs a value that the browser is to keep, for so many seconds. */
export const seal = (secrets: readonly string[], purpose: string, value: object, seconds: number) =>
  sealData(value, { password: keysOf(secrets, purpose).first, ttl: seconds });

/** What was sealed for the purpose; null for anything else, and when its time is over. */
export async function unseal(
  secrets: readonly string[],
  purpose: string,
  sealed: string,
  seconds: number,
): Promise<Record<string, unknown> | null> {
  let bad = false;
  const value = await unsealData<Record<string, unknown>>(sealed, {
    password: keysOf(secrets, purpose).all,
    ttl: seconds,
    onUnsealError: () => {
      bad = true;
    },
  });
  return bad ? null : value;
}
