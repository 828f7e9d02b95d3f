'use client';
import { useTranslations } from 'use-intl';
import { CodeBlock } from '../ui/code-block.tsx';
import type { PreviewAnswer } from './api.ts';

/** The command that does the same, and the request to the API server to the letter. */
export function ExactChange({ preview: { command, write } }: { preview: PreviewAnswer }) {
  const t = useTranslations('act');
  return (
    <section aria-label={t('exact')} className="space-y-2">
      <h3 className="label">{t('exact')}</h3>
      <CodeBlock
        text={command}
        label={t('command')}
        className="[&_pre]:whitespace-pre-wrap [&_pre]:break-words"
      />
      {write && (
        <details>
          <summary className="cursor-pointer text-sm text-muted hover:text-text">
            {t('request')}{' '}
            <code className="font-mono text-xs [overflow-wrap:anywhere]">
              {write.method} {write.path}
            </code>
          </summary>
          <CodeBlock
            text={JSON.stringify(write.body, null, 2)}
            label={t('requestBody', { type: write.contentType })}
            className="mt-2"
          />
        </details>
      )}
    </section>
  );
}
