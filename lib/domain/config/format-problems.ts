import { parseDocument } from 'yaml';
import type { KeyKind } from './config-view.ts';

/** Something about a line of a text that is not FRR's. */
export interface FormatProblem {
  line: number;
  column: number | null;
  severity: 'error' | 'warning' | 'info';
  source: 'yaml' | 'json';
  code: 'unparsable';
  params: { message: string };
  message: string;
}

/** What is wrong with YAML or JSON as such; of other texts nothing is known. */
export function formatProblems(kind: KeyKind, text: string): FormatProblem[] {
  if (kind === 'json') {
    try {
      JSON.parse(text);
      return [];
    } catch (error) {
      const message = String(error).replace(/^SyntaxError: /, '');
      return [problem('json', text, positionIn(message, text), message)];
    }
  }
  if (kind !== 'yaml') return [];
  const { errors } = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  return errors.slice(0, 50).map(({ pos, message }) => problem('yaml', text, pos[0], message));
}

/** V8 names the place as `position 17`, but for a text that ends too early. */
function positionIn(message: string, text: string): number {
  if (/end of JSON input/.test(message)) return text.trimEnd().length;
  return Number(/position (\d+)/.exec(message)?.[1] ?? 0);
}

function problem(source: 'yaml' | 'json', text: string, offset: number, message: string): FormatProblem {
  const before = text.slice(0, offset).split('\n');
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    severity: 'error',
    source,
    code: 'unparsable',
    params: { message },
    message,
  };
}
