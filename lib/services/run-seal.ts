import { createHmac, timingSafeEqual } from 'node:crypto';
import { ownSecrets } from '#lib/auth/own-secrets.ts';
import { signInState } from '#lib/auth/sign-in-state.ts';
import { running } from '#lib/live/running.ts';

/** Keys for the seal of a run's record, which whoever may only patch the record does not have. */
async function keys(): Promise<string[]> {
  const own = await ownSecrets(signInState(), running().connection);
  return own.map((secret) => createHmac('sha256', secret).update('cnf-console run record').digest('hex'));
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
