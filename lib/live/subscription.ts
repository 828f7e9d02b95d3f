import { gzipHead } from './gzip-segment.ts';
import type { Envelope, Frame, Scope } from './scope.ts';

/** What a subscription needs of the hub. */
export interface Source {
  /** The present sequence number. */
  seq(): number;
  envelope(): Envelope;
  /** The last `freshness` event, and its number. */
  freshness(): { number: number; frame: Frame };
  onBytes(bytes: number): void;
  onSnapshot(): void;
}

/**
 * One browser's stream. It holds no queue: only how far the browser has been told. When its socket has room it gets what has
 * changed since, however many changes that are; a browser that reads slowly skips states in between and never the last.
 */
export class Subscription {
  private sent: number | null;
  private freshnessSent = 0;
  private begun: boolean;
  private readonly scope: Scope;
  private readonly source: Source;
  private readonly gzip: boolean;
  /** Called when there may be something to take. */
  private readonly wake: () => void;

  constructor(
    scope: Scope,
    source: Source,
    options: { resumeFrom: number | null; gzip: boolean; continues: boolean; wake: () => void },
  ) {
    this.scope = scope;
    this.source = source;
    this.sent = options.resumeFrom;
    this.gzip = options.gzip;
    this.begun = options.continues;
    this.wake = options.wake;
  }

  /** The hub has something new. */
  notify(): void {
    const news =
      this.sent === null ||
      this.scope.changedAt > this.sent ||
      this.source.freshness().number !== this.freshnessSent;
    if (news) this.wake();
  }

  /** The bytes to send now: empty for none. The caller has room for them. */
  take(): Uint8Array[] {
    const frames: Frame[] = [];
    const now = this.source.seq();
    const at = new Date();
    if (this.sent === null || !this.follow(this.sent, now, at, frames)) {
      const snapshot = this.scope.snapshot(now, at, this.source.envelope());
      this.source.onSnapshot();
      frames.push(...snapshot.frames);
      this.freshnessSent = this.source.freshness().number;
      this.follow(snapshot.seq, now, at, frames);
    }
    this.sent = now;
    const freshness = this.source.freshness();
    if (freshness.number !== this.freshnessSent) {
      this.freshnessSent = freshness.number;
      frames.push(freshness.frame);
    }
    const parts = frames.map((frame) => (this.gzip ? frame.gzip() : frame.plain));
    if (!this.begun && this.gzip) parts.unshift(gzipHead);
    this.begun = true;
    for (const part of parts) this.source.onBytes(part.length);
    return parts;
  }

  /** Adds the delta since `from`; false where a snapshot is needed. */
  private follow(from: number, now: number, at: Date, frames: Frame[]): boolean {
    if (from > now) return false;
    if (from === now) return true;
    const delta = this.scope.delta(from, now, at);
    if (delta === null) return false;
    if (delta !== 'nothing') frames.push(delta);
    return true;
  }
}
