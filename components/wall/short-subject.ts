/**
 * What a reason is about, without what it says twice: `waf: waf-7c9-x2: waf` is `waf-7c9-x2`, as a pod is named after its function, and
 * often its container too.
 */
export function shortSubject(subject: string): string {
  const parts = subject.split(': ');
  return parts
    .filter((part, index) => !parts.some((other, at) => at !== index && other.startsWith(`${part}-`)))
    .join(': ');
}
