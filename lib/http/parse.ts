import type { z } from 'zod';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';

/** What a schema makes of input, or which fields are at fault. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): Result<T> {
  const parsed = schema.safeParse(input);
  return parsed.success ? ok(parsed.data) : { ok: false, fault: malformed(parsed.error) };
}

/** A schema's complaint as a fault that names each field. */
export function malformed(error: z.ZodError): Fault {
  const errors = error.issues.flatMap(told).map((issue) => ({
    field: issue.path.join('.') || '(request)',
    message: issue.message,
  }));
  const [first] = errors;
  const detail = first ? `${first.field}: ${first.message}` : 'The request cannot be read.';
  return fail('malformed', detail, { errors }).fault;
}

/** What is wrong with the alternative that was meant: the only one that knows every key. */
function told(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [meant, another] = issue.errors.filter(
    (issues) => !issues.some(({ code }) => code === 'unrecognized_keys'),
  );
  if (meant === undefined || another !== undefined) return [issue];
  return meant.flatMap(told).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}
