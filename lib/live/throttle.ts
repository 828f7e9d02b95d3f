/**
 * Lets work that grows with the cluster be done the more rarely the more it costs: deriving a function of 5,000 pods anew at
 * each of their changes would take the whole processor.
 */
export class Throttle {
  private readonly notBefore = new Map<string, number>();

  /** Milliseconds until the work may be done; 0 for now. */
  wait(key: string, now: number): number {
    return Math.max(0, (this.notBefore.get(key) ?? 0) - now);
  }

  /** The work was done; `ms` of rest follow. */
  done(key: string, now: number, ms: number): void {
    if (ms < 5) this.notBefore.delete(key);
    else this.notBefore.set(key, now + ms);
  }
}
