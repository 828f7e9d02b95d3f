'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { PreferencesMenu } from '../shell/preferences-menu.tsx';
import { ProductMark } from '../shell/product-mark.tsx';

/** The frame of pages for people whom the console does not know yet: nothing of the cluster but its name. */
export function BareFrame({
  title,
  beside,
  children,
}: {
  title: string;
  beside?: ReactNode;
  children: ReactNode;
}) {
  const name = useTranslations('common')('appName');
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center justify-between border-b border-line bg-surface px-4">
        <span className="flex items-center gap-2 font-semibold tracking-tight">
          <ProductMark />
          {name}
        </span>
        <PreferencesMenu />
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-md flex-1 px-4 py-[8vh] outline-none">
        <div className="mb-4 flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {beside}
        </div>
        {children}
      </main>
    </div>
  );
}
