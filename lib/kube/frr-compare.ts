import { type Comparison, comparisonFault, comparisonOf } from '#lib/domain/frr/config/comparison.ts';
import { dangers, textProblems } from '#lib/domain/frr/config/text-problems.ts';
import type { Connection } from './connection.ts';
import type { ExecRequest } from './exec.ts';
import { runFrr } from './frr-programs.ts';

/** What must be mended before a text may be given to FRR; null where nothing. */
export function refusedText(text: string): string | null {
  const stops = [...textProblems(text), ...dangers(text)].find((one) => one.stops);
  if (stops) return `line ${stops.line}: ${stops.message}`;
  return text.trim() === '' ? 'The text is empty.' : null;
}

/** What FRR itself would delete and add in a container to get from what runs to the text. Nothing is changed. */
export async function compareInPod(
  connection: Connection,
  target: Pick<ExecRequest, 'namespace' | 'pod' | 'container'>,
  text: string,
): Promise<Comparison> {
  const refused = refusedText(text);
  if (refused !== null) return { state: 'unavailable', code: 'refused-text', detail: refused };
  const end = await runFrr(connection, target, 'compare', text);
  return end.ok ? comparisonOf(end.value) : comparisonFault(end.fault);
}
