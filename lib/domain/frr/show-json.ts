import { quote, type Reading } from '../reading.ts';

/**
 * The JSON that one FRR `show … json` command printed. vtysh may print a line before it, about a missing
 * `vtysh.conf` for one; that line becomes a problem and the JSON is read. Output of two commands is not one document
 * and is refused.
 */
export function readShowJson(stdout: string): Reading<unknown> {
  const text = stdout.trim();
  if (text === '') return { value: undefined, problems: ['The command printed nothing.'] };
  const start = /^[{[]/.test(text) ? 0 : text.search(/^[{[]/m);
  if (start < 0) return { value: undefined, problems: [quote(text, 200)] };
  const before = start > 0 ? [quote(text.slice(0, start), 200)] : [];
  try {
    return { value: JSON.parse(text.slice(start)), problems: before };
  } catch {
    return { value: undefined, problems: [...before, `Not JSON: ${quote(text.slice(start))}`] };
  }
}

/** Reads fields of one JSON object; what has another type than expected is null and is named in `problems`. */
export class Fields {
  readonly #object: Record<string, unknown>;
  readonly #where: string;
  readonly #problems: string[];

  constructor(object: Record<string, unknown>, where: string, problems: string[]) {
    this.#object = object;
    this.#where = where;
    this.#problems = problems;
  }

  text(name: string): string | null {
    return this.#read(name, 'a text', (value) => (typeof value === 'string' ? value : undefined));
  }

  /** A number that is finite and not negative. */
  count(name: string): number | null {
    return this.#read(name, 'a count', (value) =>
      typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined,
    );
  }

  #read<T>(name: string, kind: string, convert: (value: unknown) => T | undefined): T | null {
    const value = Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
    if (value === undefined || value === null) return null;
    const converted = convert(value);
    if (converted !== undefined) return converted;
    this.#problems.push(`${this.#where}: ${name} is not ${kind}: ${quote(value)}`);
    return null;
  }

  /** An AS number, as a number or in RFC 5396's asdot form (`1.10`), which FRR prints with `as-notation dot`. */
  asNumber(name: string): number | null {
    return this.#read(name, 'an AS number', asNumberOf);
  }
}

function asNumberOf(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? value : undefined;
  const match = typeof value === 'string' ? /^(?:(\d{1,5})\.)?(\d{1,10})$/.exec(value) : null;
  if (!match) return undefined;
  const [high, low] = [match[1] === undefined ? 0 : Number(match[1]), Number(match[2])];
  if (match[1] !== undefined && (high > 0xffff || low > 0xffff)) return undefined;
  const number = high * 0x10000 + low;
  return number < 2 ** 32 ? number : undefined;
}

/** Whole seconds of a number of milliseconds. */
export const secondsOf = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : Math.floor(milliseconds / 1000);

/** At most this many problems of one output are kept: a hostile one could have one per field. */
const maxProblems = 20;

export function bounded(problems: string[]): string[] {
  if (problems.length <= maxProblems) return problems;
  return [...problems.slice(0, maxProblems), `… and ${problems.length - maxProblems} more`];
}
