import { createHash, randomBytes } from 'node:crypto';

/** The link's id, which is no secret, and 256 random bits, of which the cluster has the hash alone. */
const form = /^cnfd_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

export function newToken(): { id: string; token: string; hash: string } {
  const id = randomBytes(6).toString('hex');
  const token = `cnfd_${id}_${randomBytes(32).toString('base64url')}`;
  return { id, token, hash: hashOf(token) };
}

/** So much that is random needs no slow hash: nobody can try them all. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The id in a token; null for what is none. */
export const idIn = (token: string): string | null => form.exec(token)?.[1] ?? null;
