import {
  acceptCompletion,
  autocompletion,
  CompletionContext,
  type CompletionSource,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  indentMore,
  temporarilySetTabFocusMode,
} from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type EditorStateConfig, type Extension, Prec } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { editorLook } from './editor-look.ts';

export interface EditorOptions {
  text: string;
  language: Extension;
  readOnly: boolean;
  /** What screen readers call it. */
  label: string;
  /** The id of the element that says how to leave it. */
  describedBy: string;
  /** CodeMirror's own words in the page's language. */
  phrases: Readonly<Record<string, string>>;
  onEdit: () => void;
}

/**
 * How lines end: by CRLF where all of them do, otherwise by LF, so that a carriage return that stands somewhere stays where
 * it is. A text comes back from the editor byte for byte.
 */
export const lineEnding = (text: string): '\r\n' | '\n' =>
  text.includes('\r\n') && !/[^\r]\n|^\n/.test(text) ? '\r\n' : '\n';

/** Tab completes a word, as on a router's own command line, and indents where there is none. */
function completeOrIndent(view: EditorView): boolean {
  if (acceptCompletion(view) || completeOnly(view)) return true;
  const { main } = view.state.selection;
  const before = view.state.sliceDoc(view.state.doc.lineAt(main.head).from, main.head);
  return main.empty && /\S/.test(before) && startCompletion(view) ? true : indentMore(view);
}

/** Puts the only word that fits in at once, before any list could open. */
function completeOnly(view: EditorView): boolean {
  const { state } = view;
  const at = state.selection.main.head;
  for (const source of state.languageDataAt<CompletionSource>('autocomplete', at)) {
    const result = source(new CompletionContext(state, at, true));
    if (result === null || 'then' in result || result.from === at) continue;
    const partial = state.sliceDoc(result.from, at);
    const [only, ...others] = result.options.filter(({ label }) => label.startsWith(partial));
    if (!only || others.length > 0 || typeof only.apply !== 'function') continue;
    only.apply(view, only, result.from, at);
    return true;
  }
  return false;
}

/** After Escape the Tab key leaves the editor, so that it holds nobody (WCAG 2.1.2); Escape's other meanings stay. */
function leaveByTab(view: EditorView): boolean {
  temporarilySetTabFocusMode(view);
  return false;
}

/** An editor's state between two showings: its text, cursor and what can be undone. */
export interface KeptState {
  doc: string;
}

const fields = { history: historyField };
export const keep = (state: EditorState): KeptState => state.toJSON(fields) as KeptState;

export function createEditorState(options: EditorOptions, kept: KeptState | undefined): EditorState {
  const config = configOf(options);
  return kept
    ? EditorState.fromJSON(kept, config, fields)
    : EditorState.create({ ...config, doc: options.text });
}

const completion = {
  icons: false,
  activateOnTypingDelay: 60,
  maxRenderedOptions: 40,
  defaultKeymap: false,
} as const;

/** Enter ends the line, as on a router's own command line: who types `router` and Enter did not ask for the word that is offered. */
const completionKeys = completionKeymap.filter(({ key }) => key !== 'Enter');

function configOf(options: EditorOptions): EditorStateConfig {
  const { readOnly } = options;
  const ending = lineEnding(options.text);
  return {
    extensions: [
      EditorState.lineSeparator.of(ending),
      EditorView.clipboardInputFilter.of((text) => text.replaceAll(/\r\n?|\n/g, ending)),
      EditorState.phrases.of({ ...options.phrases }),
      EditorState.readOnly.of(readOnly),
      EditorState.tabSize.of(8),
      indentUnit.of(' '),
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      history(),
      foldGutter({ openText: '▾', closedText: '▸' }),
      drawSelection(),
      rectangularSelection(),
      crosshairCursor(),
      bracketMatching(),
      highlightActiveLine(),
      highlightSelectionMatches({ minSelectionLength: 3 }),
      search({ top: true }),
      lintGutter(),
      options.language,
      readOnly ? [] : [autocompletion(completion), Prec.highest(keymap.of(completionKeys))],
      keymap.of([
        { key: 'Escape', run: leaveByTab },
        ...(readOnly ? [] : [{ key: 'Tab', run: completeOrIndent }]),
        ...lintKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...defaultKeymap,
      ]),
      EditorView.contentAttributes.of({
        'aria-label': options.label,
        'aria-describedby': options.describedBy,
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
        translate: 'no',
        tabindex: '0',
        ...(readOnly && { 'aria-readonly': 'true' }),
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) options.onEdit();
      }),
      editorLook,
    ],
  };
}
