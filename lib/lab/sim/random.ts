/** 32-bit FNV-1a, as Kubernetes uses it for template hashes. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

const safe = 'bcdfghjklmnpqrstvwxz2456789';

/** k8s.io/apimachinery/pkg/util/rand, SafeEncodeString: no vowels, no characters that look alike. */
export function safeEncode(text: string): string {
  return [...text].map((character) => safe[character.charCodeAt(0) % safe.length]).join('');
}

/**
 * Chance that a seed repeats: a stream for names and identifiers, and values bound to a key that do not depend on what else
 * was drawn before.
 */
export class Random {
  private state: number;
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
    this.state = seed >>> 0;
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number below the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** Five characters for a pod's name. */
  suffix(length = 5): string {
    let text = '';
    for (let index = 0; index < length; index += 1) text += safe[this.below(safe.length)];
    return text;
  }

  uuid(): string {
    const hex = this.hex(32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  hex(length: number): string {
    let text = '';
    for (let index = 0; index < length; index += 1) text += this.below(16).toString(16);
    return text;
  }

  /** From low to high, always the same for the same key and seed. */
  between(key: string, low: number, high: number): number {
    return Math.round(low + (mix(fnv32a(`${this.seed}/${key}`)) / 4294967296) * (high - low));
  }
}

function mix(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Hexadecimal digits that depend on the text alone, for digests and MAC addresses. */
export function hexOf(text: string, length: number): string {
  let digits = '';
  for (let round = 0; digits.length < length; round += 1) {
    digits += mix(fnv32a(`${round}/${text}`))
      .toString(16)
      .padStart(8, '0');
  }
  return digits.slice(0, length);
}
