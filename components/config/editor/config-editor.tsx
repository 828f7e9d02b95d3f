'use client';
import { toggleComment } from '@codemirror/commands';
import { openSearchPanel } from '@codemirror/search';
import { EditorView } from '@codemirror/view';
import { type Ref, useEffect, useEffectEvent, useId, useImperativeHandle, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { createEditorState, type KeptState, keep } from './create-editor.ts';
import type { KeyLanguage } from './language-name.ts';
import { loadLanguage } from './load-language.ts';
import type { LineProblem } from './problem.ts';
import { goToLine, goToProblem, showProblems } from './show-problems.ts';
import { usePhrases } from './use-phrases.ts';

/** What the page asks of the editor. */
export interface EditorHandle {
  /** The text as it is now, byte for byte. */
  text(): string;
  /** Puts another text in its place, as one step that can be undone. */
  replace(text: string): void;
  goToProblem(problem: LineProblem): void;
  goToLine(line: number): void;
  comment(): void;
  search(): void;
  focus(): void;
}

/** Editors' states by key, with undo history and cursor, so that turning to another tab and back loses nothing. */
export type KeptStates = Map<string, KeptState>;

/** The editor of one key. Its text is its own; `onEdit` says that it changed, and `text()` what it is. */
export function ConfigEditor(props: {
  handle: Ref<EditorHandle>;
  /** Of which text it is: another one makes another editor. */
  of: string;
  text: string;
  language: KeyLanguage;
  readOnly: boolean;
  label: string;
  problems: readonly LineProblem[];
  kept: KeptStates;
  onEdit: () => void;
}) {
  const { of, language, readOnly, label, problems, kept } = props;
  const t = useTranslations('config.editor');
  const phrases = usePhrases();
  const help = useId();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const onEdit = useEffectEvent(props.onEdit);
  const firstText = useEffectEvent(() => props.text);
  const firstProblems = useEffectEvent(() => problems);

  useEffect(() => {
    let gone = false;
    void loadLanguage(language).then((extension) => {
      if (gone || host.current === null) return;
      const options = {
        text: firstText(),
        language: extension,
        readOnly,
        label,
        describedBy: help,
        phrases,
        onEdit: () => onEdit(),
      };
      const state = createEditorState(options, kept.get(of));
      view.current = new EditorView({ state, parent: host.current });
      showProblems(view.current, firstProblems());
    });
    return () => {
      gone = true;
      if (view.current) kept.set(of, keep(view.current.state));
      view.current?.destroy();
      view.current = null;
    };
  }, [of, language, readOnly, label, help, phrases, kept]);

  useEffect(() => {
    if (view.current) showProblems(view.current, problems);
  }, [problems]);

  useImperativeHandle(props.handle, () => {
    const use = (run: (current: EditorView) => unknown) => {
      if (view.current) run(view.current);
    };
    return {
      text: () => view.current?.state.sliceDoc() ?? kept.get(of)?.doc ?? props.text,
      replace: (text) =>
        use((current) =>
          current.dispatch({
            changes: { from: 0, to: current.state.doc.length, insert: current.state.toText(text) },
            userEvent: 'input.replace',
          }),
        ),
      goToProblem: (problem) => use((current) => goToProblem(current, problem)),
      goToLine: (line) => use((current) => goToLine(current, line)),
      comment: () =>
        use((current) => {
          toggleComment(current);
          current.focus();
        }),
      search: () => use(openSearchPanel),
      focus: () => use((current) => current.focus()),
    };
  }, [of, kept, props.text]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div ref={host} data-config-editor="" className="min-h-0 flex-1" />
      <p id={help} className="sr-only">
        {readOnly ? t('leaveReadOnly') : t('leave')}
      </p>
    </div>
  );
}
