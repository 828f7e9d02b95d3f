'use client';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { buttonClass } from './button.tsx';

/** A modal dialog; focus goes in and comes back, Escape closes it. */
export function Dialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
  className?: string;
  /** What has the focus when it opens; otherwise the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations('common');
  const before = useRef<Element | null>(null);
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#0008]" />
        <Radix.Content
          {...(props.description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            before.current = document.activeElement;
            if (!props.initialFocus?.current) return;
            event.preventDefault();
            props.initialFocus.current.focus();
          }}
          // Radix gives the focus back to a trigger of its own alone, and there is none here.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus();
          }}
          className={clsx(
            'fixed left-1/2 top-[12vh] z-50 max-h-[76vh] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-auto rounded-lg border border-line-strong bg-raised shadow-pop',
            props.className,
          )}
        >
          <header className="sticky top-0 flex items-center justify-between gap-4 border-b border-line bg-raised py-2 pl-4 pr-2">
            <Radix.Title className="text-lg font-semibold">{props.title}</Radix.Title>
            <Radix.Close className={buttonClass('ghost', 'icon')} aria-label={t('close')}>
              <X aria-hidden="true" className="size-4" />
            </Radix.Close>
          </header>
          {props.description && (
            <Radix.Description className="px-4 pt-3 text-sm text-muted">
              {props.description}
            </Radix.Description>
          )}
          <div className="p-4">{props.children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
