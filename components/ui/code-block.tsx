'use client';
import clsx from 'clsx';
import { CopyButton } from './copy-button.tsx';

/** Text as it is: a manifest, an annotation that cannot be read. Never interpreted. */
export function CodeBlock({ text, label, className }: { text: string; label: string; className?: string }) {
  return (
    <div className={clsx('relative rounded-md border border-line bg-sunken', className)}>
      <CopyButton text={text} what={label} className="absolute right-2 top-2 z-10 bg-sunken" />
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        className="max-h-[70vh] overflow-auto p-3 pr-24"
      >
        <pre className="font-mono text-xs leading-5">{text}</pre>
      </section>
    </div>
  );
}
