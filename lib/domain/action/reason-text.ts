/** Characters a reason may have. */
export const maximumReason = 1024;

// Control characters, lone surrogates, line separators and marks that reorder text: in a terminal, a log or a list they
// would show something else than was written. Source: Unicode TR36, section 3.
const deceptive = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Why a reason cannot be taken, or null. */
export function reasonProblem(text: string): string | null {
  if (text.length > maximumReason) return `has more than ${maximumReason} characters`;
  return deceptive.test(text) ? 'must not have control characters or marks that reorder text' : null;
}
