import { createHash } from 'node:crypto';
import type { Connection } from '#lib/kube/connection.ts';
import type { SignInState } from './sign-in-state.ts';

/**
 * Secrets that this console has after a restart too, and that its other replicas have: the session secrets where they are set;
 * else, as on a local console, made of the console's own credential. For keys that vouch for what it keeps in the cluster.
 */
export async function ownSecrets(state: SignInState | null, connection: Connection): Promise<string[]> {
  // Secrets made at the start are another process's no more than the last one's.
  const secrets = state && !state.settings.session.generated ? state.settings.session.secrets : [];
  return secrets.length > 0 ? [...secrets] : [await credentialOf(connection)];
}

async function credentialOf(connection: Connection): Promise<string> {
  const { headers } = await connection.authorize();
  const user = connection.config().getCurrentUser();
  return createHash('sha256')
    .update(
      JSON.stringify([
        headers.authorization ?? '',
        user?.keyData ?? '',
        user?.keyFile ?? '',
        user?.name ?? '',
      ]),
    )
    .digest('hex');
}
