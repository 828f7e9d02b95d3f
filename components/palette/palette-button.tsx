'use client';
import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';

// Fetched when it is opened for the first time: no page waits for it.
const load = () => import('./palette.tsx');
const Palette = dynamic(() => load().then((module) => module.Palette), { ssr: false });

/** Opens the palette, as Ctrl+K and ⌘K do from anywhere but another dialog. */
export function PaletteButton() {
  const t = useTranslations('shell.palette');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      // The next key may be the K, and the one after it the name's first letter.
      if (event.key === 'Control' || event.key === 'Meta') void load();
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      setOpen(true);
    }
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button look="ghost" size="icon" aria-label={t('open')} title={t('open')} onClick={() => setOpen(true)}>
        <Search aria-hidden="true" className="size-4" />
      </Button>
      {open && <Palette onClose={() => setOpen(false)} />}
    </>
  );
}
