import { otherShowCommands, readEnd, vtysh } from '#lib/domain/frr/commands.ts';
import { type Comparison, comparisonFault, comparisonOf } from '#lib/domain/frr/config/comparison.ts';
import { missingDaemon } from '#lib/domain/frr/config/daemons-needed.ts';
import { dangers, textProblems } from '#lib/domain/frr/config/text-problems.ts';
import { parseDaemons } from '#lib/domain/frr/version.ts';
import type { Connection } from './connection.ts';
import type { ExecRequest } from './exec.ts';
import { execWith } from './exec-with.ts';
import { runFrr } from './frr-programs.ts';

type Target = Pick<ExecRequest, 'namespace' | 'pod' | 'container'>;

/** What must be mended before a text may be given to FRR; null where nothing. */
export function refusedText(text: string): string | null {
  const stops = [...textProblems(text), ...dangers(text)].find((one) => one.stops);
  if (stops) return `line ${stops.line}: ${stops.message}`;
  return text.trim() === '' ? 'The text is empty.' : null;
}

/** What FRR itself would delete and add in a container to get from what runs to the text. Nothing is changed. */
export async function compareInPod(
  connection: Connection,
  target: Target,
  text: string,
): Promise<Comparison> {
  const refused = refusedText(text);
  if (refused !== null) return { state: 'unavailable', code: 'refused-text', detail: refused };
  const end = await runFrr(connection, target, 'compare', text);
  if (!end.ok) return comparisonFault(end.fault);
  const result = comparisonOf(end.value);
  if (result.state !== 'ok' || result.delta.add.length + result.delta.delete.length === 0) return result;
  const listed = await execWith(connection, { timeoutMs: 10_000, maxBytes: 65_536 })(
    target,
    vtysh(otherShowCommands.daemons),
  );
  if (!listed.ok) return comparisonFault(listed.fault);
  const running = new Set(readEnd(listed.value, parseDaemons, []).value);
  const missing = running.size === 0 ? 'vtysh lists no daemon' : missingDaemon(result.delta, running);
  if (missing === null) return result;
  const detail = running.size === 0 ? missing : `${missing} is not running`;
  return { state: 'unavailable', code: 'daemon-down', detail };
}
