import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';

/** Failed sign-ins in five minutes: of one address, and of all together, as a guess can come from many. */
export const attemptLimits = { perAddress: 20, overall: 500, seconds: 300 };

/** Counts attempts to sign in, in this process. */
export interface Attempts {
  /** Takes an attempt; what it gives back is to be called when the attempt was good, which then does not count. Fault `limited`. */
  take(address: string): Promise<Result<() => Promise<void>>>;
}

export function countAttempts(limits = attemptLimits): Attempts {
  const { seconds: duration } = limits;
  const ofOne = new RateLimiterMemory({ points: limits.perAddress, duration });
  const ofAll = new RateLimiterMemory({ points: limits.overall, duration });
  const whole = 'all';
  return {
    async take(address) {
      const ownLimit = await consume(ofOne, address);
      if (ownLimit) return ownLimit;
      const limit = await consume(ofAll, whole);
      if (limit) {
        await ofOne.reward(address);
        return limit;
      }
      return ok(async () => {
        await Promise.all([ofOne.reward(address), ofAll.reward(whole)]);
      });
    },
  };
}

/** Null where there is a point left; what is refused takes none, or those that are good could not make up for it. */
async function consume(limiter: RateLimiterMemory, key: string): Promise<{ ok: false; fault: Fault } | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    await limiter.reward(key);
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    return fail('limited', `Too many attempts to sign in: try again in ${seconds} s.`, {
      reason: { code: 'rate-limited', params: { seconds } },
    });
  }
}
