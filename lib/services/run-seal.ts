import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { signInState } from '#lib/auth/sign-in-state.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { running } from '#lib/live/running.ts';

/**
 * Keys for the seal of a run's record: the session secrets where they are set; else, as on a local console, made of the
 * console's own credential, which whoever may only patch the record does not have.
 */
async function keys(): Promise<string[]> {
  const state = signInState();
  // Secrets made at the start are another process's no more than the last one's.
  const secrets = state && !state.settings.session.generated ? state.settings.session.secrets : [];
  const own = secrets.length > 0 ? [...secrets] : [await credentialOf(running().connection)];
  return own.map((secret) => createHmac('sha256', secret).update('cnf-console run record').digest('hex'));
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

const sealBy = (key: string, place: string, json: string): string =>
  createHmac('sha256', key).update(`${place}\n${json}`).digest('hex');

/** Vouches for a record: that a console wrote it, for this place. */
export async function sealRecord(place: string, json: string): Promise<string> {
  const [first = ''] = await keys();
  return sealBy(first, place, json);
}

/** Whether a console with one of the known keys wrote the record. */
export async function isSealed(place: string, json: string, seal: string): Promise<boolean> {
  const given = Buffer.from(seal);
  return (await keys()).some((key) => {
    const good = Buffer.from(sealBy(key, place, json));
    return good.length === given.length && timingSafeEqual(good, given);
  });
}
