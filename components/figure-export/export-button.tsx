'use client';
import { Download } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { type Ground, grounds, pngFile, svgFile } from './svg-file.ts';

/** Saves a drawing for a slide or a ticket, as SVG or PNG, on a light or a dark ground. */
export function ExportButton(props: {
  /** What is drawn, in words. */
  what: string;
  /** Without its ending. */
  fileName: string;
  /** Called when it is saved: the drawing at the size it shall have. */
  figure: () => ReactElement;
}) {
  const t = useTranslations('figureExport');
  const [ground, setGround] = useState<Ground>('light');
  const [failed, setFailed] = useState(false);

  async function save(kind: 'svg' | 'png'): Promise<void> {
    setFailed(false);
    try {
      const svg = svgFile(props.figure(), ground);
      const file = kind === 'png' ? await pngFile(svg) : new Blob([svg], { type: 'image/svg+xml' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `${props.fileName}.${kind}`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch {
      setFailed(true);
    }
  }

  return (
    <Popover
      label={t('open', { what: props.what })}
      className="w-52 space-y-3"
      trigger={
        <Button size="sm" look="ghost" aria-label={t('open', { what: props.what })}>
          <Download aria-hidden="true" className="size-3.5" />
          <span aria-hidden="true">{t('button')}</span>
        </Button>
      }
    >
      <fieldset className="space-y-0.5">
        <legend className="label mb-1">{t('ground.title')}</legend>
        {grounds.map((value) => (
          <label
            key={value}
            className="flex min-h-6 cursor-pointer items-center gap-2 rounded-sm px-1 hover:bg-sunken"
          >
            <input
              type="radio"
              name={`ground of ${props.fileName}`}
              checked={ground === value}
              onChange={() => setGround(value)}
              className="accent-accent"
            />
            {t(`ground.${value}`)}
          </label>
        ))}
      </fieldset>
      <div className="flex gap-2">
        <Button className="flex-1" onClick={() => void save('svg')}>
          SVG
        </Button>
        <Button className="flex-1" onClick={() => void save('png')}>
          PNG
        </Button>
      </div>
      <p role="status" className="text-xs text-down empty:hidden">
        {failed && t('failed')}
      </p>
    </Popover>
  );
}
