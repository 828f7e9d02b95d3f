'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';

/** CodeMirror's own words, by the English ones that it asks with, in the page's language. */
export function usePhrases(): Readonly<Record<string, string>> {
  const t = useTranslations('config.phrases');
  return useMemo(
    () => ({
      Find: t('find'),
      Replace: t('replaceWith'),
      next: t('next'),
      previous: t('previous'),
      all: t('all'),
      'match case': t('matchCase'),
      regexp: t('regexp'),
      'by word': t('byWord'),
      replace: t('replace'),
      'replace all': t('replaceAll'),
      close: t('close'),
      'current match': t('currentMatch'),
      'on line': t('onLine'),
      'replaced match on line $': t('replacedMatch', { line: '$' }),
      'replaced $ matches': t('replacedMatches', { count: '$' }),
      'Go to line': t('goToLine'),
      go: t('go'),
      Completions: t('completions'),
      Diagnostics: t('diagnostics'),
      'No diagnostics': t('noDiagnostics'),
      'Control character': t('controlCharacter'),
      'Selection deleted': t('selectionDeleted'),
      'folded code': t('folded'),
      unfold: t('unfold'),
      to: t('to'),
    }),
    [t],
  );
}
