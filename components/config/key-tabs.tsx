'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';

/** The keys of a ConfigMap. The arrow keys go from one to the next; what was changed is marked. */
export function KeyTabs(props: {
  keys: readonly string[];
  binary: readonly string[];
  changed: readonly string[];
  open: string;
  onOpen: (key: string) => void;
}) {
  const t = useTranslations('config.editor');
  const { keys, open } = props;
  function go(step: number): void {
    const next = keys[(keys.indexOf(open) + step + keys.length) % keys.length];
    if (next === undefined) return;
    props.onOpen(next);
    document.getElementById(tabId(next))?.focus();
  }
  return (
    <div
      role="tablist"
      aria-label={t('keys')}
      className="flex overflow-x-auto border-b border-line bg-sunken"
    >
      {keys.map((key) => (
        <button
          key={key}
          id={tabId(key)}
          type="button"
          role="tab"
          aria-selected={key === open}
          tabIndex={key === open ? 0 : -1}
          onClick={() => props.onOpen(key)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') go(1);
            else if (event.key === 'ArrowLeft') go(-1);
          }}
          className={clsx(
            'whitespace-nowrap border-r border-line px-3 py-1.5 font-mono text-xs outline-offset-[-2px]',
            key === open ? 'bg-surface font-semibold text-text' : 'text-muted hover:text-text',
          )}
        >
          {key}
          {props.binary.includes(key) && <span className="ml-1.5 font-sans text-2xs">{t('binaryMark')}</span>}
          {props.changed.includes(key) && (
            <span className="ml-1.5 text-accent">
              <span aria-hidden="true">●</span>
              <span className="sr-only">{t('changed')}</span>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

const tabId = (key: string): string => `config-key-${key}`;
