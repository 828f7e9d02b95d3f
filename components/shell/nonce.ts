import { headers } from 'next/headers';

/** The nonce of this answer's content security policy, which Next.js itself reads from there; see lib/server/security.ts. */
export async function nonceOf(): Promise<string | undefined> {
  const policy = (await headers()).get('content-security-policy') ?? '';
  return /'nonce-([^']+)'/.exec(policy)?.[1];
}
