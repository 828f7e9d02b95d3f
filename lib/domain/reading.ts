/** What was read of a program's output: all that is sure, and what could not be read, a sentence each. */
export interface Reading<T> {
  value: T;
  problems: string[];
}

/** A JSON object, as opposed to an array, a scalar or null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text from outside, made fit for a sentence: without control characters, cut to `limit` characters. */
export function quote(value: unknown, limit = 60): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const plain = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return plain.length > limit ? `${plain.slice(0, limit)}…` : plain;
}
