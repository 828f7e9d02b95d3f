import type { z } from 'zod';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';

/** What a schema makes of input, or which fields are at fault. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): Result<T> {
  const parsed = schema.safeParse(input);
  return parsed.success ? ok(parsed.data) : { ok: false, fault: malformed(parsed.error) };
}

/** A schema's complaint as a fault that names each field. */
export function malformed(error: z.ZodError): Fault {
  const errors = error.issues.map((issue) => ({
    field: issue.path.join('.') || '(request)',
    message: issue.message,
  }));
  const [first] = errors;
  const detail = first ? `${first.field}: ${first.message}` : 'The request cannot be read.';
  return fail('malformed', detail, { errors }).fault;
}
