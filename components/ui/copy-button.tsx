'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';

/** Copies a text, or what makes it; `what` names it for screen readers, and is shown with `named`. */
export function CopyButton(props: {
  text: string | (() => string);
  what: string;
  className?: string;
  named?: boolean;
}) {
  const { text, what, className, named = false } = props;
  const t = useTranslations('common');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <Button
      size="sm"
      look="ghost"
      className={className}
      aria-label={`${copied ? t('copied') : t('copy')}: ${what}`}
      onClick={() => {
        navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      <span aria-hidden="true">
        {copied ? t('copied') : t('copy')}
        {named && `: ${what}`}
      </span>
    </Button>
  );
}
