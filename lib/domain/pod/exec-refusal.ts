/** Why a command does not run in a pod; the page's text is `state.refusal.<code>`. */
export const execRefusals = [
  'no-program',
  'program-denied',
  'container-not-running',
  'nothing-running',
  'none-has-program',
] as const;
type ExecRefusal = (typeof execRefusals)[number];

/** The reason of a `Fault`. @param params hostile text */
export const execRefusal = (code: ExecRefusal, params: Record<string, string>) => ({
  reason: { code, params },
});
