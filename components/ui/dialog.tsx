'use client';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
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
}) {
  const t = useTranslations('common');
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#0008]" />
        <Radix.Content
          {...(props.description ? {} : { 'aria-describedby': undefined })}
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
