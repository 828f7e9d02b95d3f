import { type Diagnostic, forEachDiagnostic, setDiagnostics } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { LineProblem } from './problem.ts';

/** The most problems that are drawn in the text; the list below it has them all. */
const drawn = 500;

/** A problem as CodeMirror draws it; a line that the text no longer has is its last one. */
function diagnosticOf(state: EditorState, problem: LineProblem): Diagnostic {
  const line = state.doc.line(Math.min(Math.max(problem.line, 1), state.doc.lines));
  const indent = line.text.length - line.text.trimStart().length;
  const from = Math.min(line.from + (problem.column ? problem.column - 1 : indent), line.to);
  return {
    from,
    to: line.to,
    severity: problem.severity,
    message: problem.message,
    source: `${problem.line}`,
  };
}

export function showProblems(view: EditorView, problems: readonly LineProblem[]): void {
  const diagnostics = problems.slice(0, drawn).map((problem) => diagnosticOf(view.state, problem));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** Where a problem is now: its line may have moved since it was checked. */
function placeOf(view: EditorView, problem: LineProblem): number {
  let found: number | null = null;
  forEachDiagnostic(view.state, (diagnostic, from) => {
    if (diagnostic.source === `${problem.line}` && diagnostic.message === problem.message) found ??= from;
  });
  return found ?? diagnosticOf(view.state, problem).from;
}

/** Puts the cursor on a problem's line and the line in the middle of what is seen. */
export function goToProblem(view: EditorView, problem: LineProblem): void {
  goTo(view, placeOf(view, problem));
}

export function goToLine(view: EditorView, number: number): void {
  goTo(view, view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines)).from);
}

function goTo(view: EditorView, anchor: number): void {
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
}
