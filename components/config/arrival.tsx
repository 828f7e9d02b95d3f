'use client';
import { useTranslations } from 'use-intl';
import type { Arrival as Way } from '#lib/domain/config/config-view.ts';

/** How a changed text reaches a container. */
export function Arrival({ arrival, path }: { arrival: Way; path: string | null }) {
  const t = useTranslations('config.arrival');
  return (
    <>
      {path !== null && <span className="font-mono">{path}</span>} {t(arrival)}
    </>
  );
}
