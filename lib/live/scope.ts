import { createHash, randomUUID } from 'node:crypto';
import type { ClusterInfo, Freshness } from '#lib/domain/cluster/freshness.ts';
import { encodeChanges, encodeColumns, serverEvent } from './encode.ts';
import { gzipSegment } from './gzip-segment.ts';
import type { Topic } from './topic.ts';

/** Bytes to send, as they are and as a piece of a gzip stream; each is made when first needed and shared by all. */
export class Frame {
  private zipped: Uint8Array | undefined;
  readonly plain: Uint8Array;
  private readonly level: number;

  constructor(text: string, level: number) {
    this.plain = Buffer.from(text);
    this.level = level;
  }

  gzip(): Uint8Array {
    this.zipped ??= gzipSegment(this.plain, this.level);
    return this.zipped;
  }
}

export interface Envelope {
  cluster: ClusterInfo;
  freshness: Freshness;
  build: string;
}

// Measured with 5,000 pods: see docs/benchmarks.md. Higher levels take several times as long for a few per cent.
const snapshotLevel = 6;
const deltaLevel = 3;
// A snapshot is used again, followed by a delta, until so much has changed that a new one is shorter.
const reusableShare = 0.1;
const keptDeltas = 64;

/** Distinguishes this process's sequence numbers from another's. */
const thisProcess = randomUUID().slice(0, 8);

/** One topic's columns, encoded once for all that ask until it has changed too much. */
export class TopicSnapshot {
  seq = -1;
  frame: Frame | null = null;
  private readonly topic: Topic;

  constructor(topic: Topic) {
    this.topic = topic;
  }

  refresh(seq: number): Frame {
    const changes = this.frame === null ? null : this.topic.since(this.seq);
    const size = changes === null ? Number.POSITIVE_INFINITY : changes.set.length + changes.gone.length;
    if (this.frame === null || size > this.topic.rows.size * reusableShare) {
      this.frame = new Frame(encodeColumns(this.topic.rows), snapshotLevel);
      this.seq = seq;
    } else if (size === 0) this.seq = seq;
    return this.frame;
  }
}

/** A set of topics that subscribers have in common, with what was encoded for them. */
export class Scope {
  readonly names: readonly string[];
  subscribers = 0;
  /** When the last subscriber left, in milliseconds; null while there are any. */
  idleSince: number | null = null;
  /** The numbers of another process, of another view or of another set of topics say nothing about these. */
  private readonly epoch: string;
  private readonly topics: readonly (readonly [string, Topic])[];
  private readonly snapshots: (topic: Topic) => TopicSnapshot;
  private readonly deltas = new Map<string, Frame | 'nothing'>();

  constructor(
    view: string,
    topics: readonly (readonly [string, Topic])[],
    snapshots: (topic: Topic) => TopicSnapshot,
  ) {
    this.topics = topics;
    this.names = topics.map(([name]) => name);
    this.snapshots = snapshots;
    const which = `${view} ${this.names.join(',')}`;
    this.epoch = thisProcess + createHash('sha256').update(which).digest('hex').slice(0, 8);
  }

  private eventId(seq: number): string {
    return `${this.epoch}:${seq}`;
  }

  /** The number in a Last-Event-ID of this scope; null for any other. */
  readEventId(id: string | null): number | null {
    const match = /^([0-9a-f]{16}):(\d{1,15})$/.exec(id ?? '');
    return match !== null && match[1] === this.epoch ? Number(match[2]) : null;
  }

  /** Sequence number of the last change in the scope. */
  get changedAt(): number {
    let last = 0;
    for (const [, topic] of this.topics) if (topic.changedAt > last) last = topic.changedAt;
    return last;
  }

  /** Everything, as it was at `seq`, which may be a little earlier than now: a delta follows. */
  snapshot(now: number, at: Date, envelope: Envelope): { seq: number; frames: Frame[] } {
    const parts = this.topics.map(([name, topic]) => {
      const snapshot = this.snapshots(topic);
      const frame = snapshot.refresh(now);
      return { name, frame, seq: snapshot.seq };
    });
    const seq = Math.min(now, ...parts.map((part) => part.seq));
    const head = `event: snapshot\nid: ${this.eventId(seq)}\ndata: ${JSON.stringify({ at: at.toISOString(), ...envelope }).slice(0, -1)},"topics":{`;
    const frames: Frame[] = [];
    let before = head;
    for (const { name, frame } of parts) {
      frames.push(new Frame(`${before}${JSON.stringify(name)}:`, deltaLevel), frame);
      before = ',';
    }
    frames.push(new Frame(`${parts.length === 0 ? before : ''}}}\n\n`, deltaLevel));
    return { seq, frames };
  }

  /** What changed after `from`, up to now; `nothing`, or null where only a snapshot can tell. */
  delta(from: number, to: number, at: Date): Frame | 'nothing' | null {
    const key = `${from}-${to}`;
    const known = this.deltas.get(key);
    if (known !== undefined) return known;
    const parts: string[] = [];
    for (const [name, topic] of this.topics) {
      const changes = encodeChanges(topic, from);
      if (changes === null) return null;
      if (changes !== '') parts.push(`${JSON.stringify(name)}:${changes}`);
    }
    const data = `{"at":"${at.toISOString()}","topics":{${parts.join(',')}}}`;
    const frame =
      parts.length === 0 ? 'nothing' : new Frame(serverEvent('delta', this.eventId(to), data), deltaLevel);
    this.deltas.set(key, frame);
    for (const oldest of this.deltas.keys()) {
      if (this.deltas.size <= keptDeltas) break;
      this.deltas.delete(oldest);
    }
    return frame;
  }
}
