import { cut } from '../cut.ts';

/**
 * Kubernetes refuses annotations that are larger than this together, so anything larger did not come from it.
 * Source: k8s.io/apimachinery pkg/api/validation/objectmeta.go `TotalAnnotationSizeLimitB`, v0.34.
 */
export const annotationLimit = 256 * 1024;

/** More entries than a pod has interfaces are not read: the row of one pod must stay small. */
export const entryLimit = 64;

type Parsed = { ok: true; value: unknown } | { ok: false; problem: string };

/** Parses JSON that anybody may have written; the problem is a sentence. */
export function parseJson(text: string): Parsed {
  if (text.length > annotationLimit) {
    return {
      ok: false,
      problem: `It has ${text.length} characters, more than the ${annotationLimit} that Kubernetes allows.`,
    };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return {
      ok: false,
      problem: `It is not JSON: ${cut(error instanceof Error ? error.message : String(error), 200)}`,
    };
  }
}

/** A JSON object's fields, or undefined for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** What a JSON value is, in the words of RFC 8259. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/**
 * Reads the fields of one JSON object and remembers those that have another type than they should. An absent or null
 * field is no problem, as in Go's decoder that Multus reads with.
 */
export class FieldReader {
  readonly problems: string[] = [];
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #where: string;

  constructor(fields: Readonly<Record<string, unknown>>, where: string) {
    this.#fields = fields;
    this.#where = where;
  }

  #field(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? (this.#fields[name] ?? undefined) : undefined;
  }

  #wrong(name: string, wanted: string): void {
    this.problems.push(`${this.#where}: "${name}" is ${kindOf(this.#field(name))}, not ${wanted}.`);
  }

  /** Non-empty text, cut to 253 characters, as long as a name in Kubernetes can be. */
  text(name: string): string | null {
    const value = this.#field(name);
    if (value === undefined || value === '') return null;
    if (typeof value === 'string') return cut(value, 253);
    this.#wrong(name, 'a string');
    return null;
  }

  texts(name: string): string[] {
    const value = this.#field(name);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
      return value.slice(0, entryLimit).map((item) => cut(item, 253));
    }
    this.#wrong(name, 'an array of strings');
    return [];
  }

  number(name: string): number | null {
    const value = this.#field(name);
    if (value === undefined) return null;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.#wrong(name, 'a number');
    return null;
  }

  flag(name: string): boolean | null {
    const value = this.#field(name);
    if (value === undefined) return null;
    if (typeof value === 'boolean') return value;
    this.#wrong(name, 'true or false');
    return null;
  }

  object(name: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.#field(name);
    if (value === undefined) return undefined;
    const fields = fieldsOf(value);
    if (!fields) this.#wrong(name, 'an object');
    return fields;
  }
}
