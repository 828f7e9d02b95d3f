/**
 * Faults that tests and demonstrations switch on in a running lab server. Plain fields, read at every request: set them and
 * set them back. The methods act once, on the
 * watches that are open.
 */
export class Faults {
  /** Connections are reset as soon as they arrive, and the open ones are cut. */
  refuse = false;
  /** Every request is answered 503 ServiceUnavailable. */
  unavailable = false;
  /** Each request waits this long before it is answered. */
  latencyMilliseconds = 0;
  /** Tokens answered with 401 from now on. */
  readonly deniedTokens = new Set<string>();

  private hanging = false;
  private readonly waiting: (() => void)[] = [];
  private readonly watches = new Set<{ end: () => void; expire: () => void; silence: () => void }>();

  /**
   * While true, connections stay open and no byte is sent, also not on open watches: a paused API server. Afterwards,
   * what waited is answered, as after a SIGCONT.
   */
  get hang(): boolean {
    return this.hanging;
  }

  set hang(value: boolean) {
    this.hanging = value;
    if (value) return;
    for (const resume of this.waiting.splice(0)) resume();
  }

  /** Calls back once the server no longer hangs: at once, when it does not. */
  onceResumed(callback: () => void): void {
    if (this.hanging) this.waiting.push(callback);
    else callback();
  }

  /** Ends all open watches as a server does at its timeout: without an error. */
  dropWatches(): void {
    for (const watch of [...this.watches]) watch.end();
  }

  /** Sends an ERROR event with code 410 on all open watches, and ends them. */
  expireWatches(): void {
    for (const watch of [...this.watches]) watch.expire();
  }

  /** Leaves all open watches open, without a byte from now on: a lost peer. */
  muteWatches(): void {
    for (const watch of [...this.watches]) watch.silence();
  }

  get openWatches(): number {
    return this.watches.size;
  }

  /** Called by the server for each watch; returns what to call at its end. */
  track(watch: { end: () => void; expire: () => void; silence: () => void }): () => void {
    this.watches.add(watch);
    return () => {
      this.watches.delete(watch);
    };
  }
}
