'use client';
import { MessageSquareOff, Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Config } from '#lib/contracts/configs.ts';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { CheckLine } from './check-line.tsx';
import type { EditorHandle } from './editor/config-editor.tsx';
import { languageOf } from './editor/language-name.ts';
import { EditorHelp } from './editor-help.tsx';
import { KeyTabs } from './key-tabs.tsx';
import { ProblemList, useProblemText } from './problem-list.tsx';
import type { Check } from './use-check.ts';
import type { Edit } from './use-edit.ts';

/** CodeMirror is heavy: no other page loads it, and this one after its frame stands. */
const ConfigEditor = dynamic(
  () => import('./editor/config-editor.tsx').then((module) => module.ConfigEditor),
  {
    ssr: false,
    loading: () => (
      <div className="p-3">
        <Skeleton rows={12} height="h-4" />
      </div>
    ),
  },
);

/** The keys of the ConfigMap as tabs, the editor of the open one, and what the check says. */
export function EditPart(props: {
  of: Config;
  edit: Edit;
  open: string;
  onOpen: (key: string) => void;
  readOnly: boolean;
  check: Check;
  actions: ReactNode;
}) {
  const { of, edit, open, check } = props;
  const t = useTranslations('config.editor');
  const words = useProblemText();
  const editor = useRef<EditorHandle>(null);
  const binary = of.binaryKeys.includes(open);
  const problems = useMemo(
    () =>
      (check.answer?.problems ?? []).map((problem) => ({
        line: problem.line,
        column: problem.column ?? undefined,
        severity: problem.severity,
        message: words(problem),
      })),
    [check.answer, words],
  );
  return (
    <section aria-label={t('label')} className="rounded-md border border-line bg-surface">
      <KeyTabs
        keys={[...Object.keys(edit.base.data), ...of.binaryKeys]}
        binary={of.binaryKeys}
        changed={Object.keys(edit.changed)}
        open={open}
        onOpen={(key) => {
          edit.settle();
          props.onOpen(key);
        }}
      />
      {binary ? (
        <p className="p-4 text-sm text-muted">{t('binary')}</p>
      ) : (
        <>
          <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1">
            <div className="min-w-0 flex-1">
              <CheckLine check={check} />
            </div>
            <div className="flex items-center gap-1">
              {!props.readOnly && (
                <Button size="sm" look="ghost" onClick={() => editor.current?.comment()}>
                  <MessageSquareOff aria-hidden="true" className="size-3.5" />
                  {t('comment')}
                </Button>
              )}
              <Button size="sm" look="ghost" onClick={() => editor.current?.search()}>
                <Search aria-hidden="true" className="size-3.5" />
                {t('search')}
              </Button>
              <EditorHelp />
            </div>
          </div>
          <div className="flex h-[max(20rem,calc(100dvh-25rem))] flex-col" id="config-text">
            <ConfigEditor
              key={`${open}/${edit.round}/${props.readOnly}`}
              handle={editor}
              // Of each round its own: what an editor leaves behind must not come back into the next one.
              of={`${edit.round}/${open}`}
              text={edit.textOf(open)}
              language={languageOf(open)}
              readOnly={props.readOnly}
              label={t('of', { key: open })}
              problems={problems}
              kept={edit.kept}
              onEdit={() => {
                if (editor.current) edit.onEdit(editor.current, open);
              }}
            />
          </div>
          <ProblemList
            problems={check.answer?.problems ?? []}
            omitted={check.answer?.omitted ?? 0}
            onGo={(problem) =>
              editor.current?.goToProblem({
                ...problem,
                column: problem.column ?? undefined,
                message: words(problem),
              })
            }
          />
        </>
      )}
      {props.actions}
    </section>
  );
}
