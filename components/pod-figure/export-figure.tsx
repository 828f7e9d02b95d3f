'use client';
import { useTranslations } from 'use-intl';
import { ExportButton } from '../figure-export/export-button.tsx';
import { FigureSvg } from './figure-svg.tsx';
import { type InterfacesInput, interfacesLayout } from './interfaces-layout.ts';
import { type PathsInput, pathsLayout } from './paths-layout.ts';
import { useFigureWords } from './use-figure-words.ts';

/** Pixels: about half of a slide's, with text that can be read there. */
const exportWidth = 960;

/** Saves the drawing of the pod on its networks; `of` is `namespace-name`. */
export function ExportInterfaces({ of, input }: { of: string; input: InterfacesInput }) {
  const t = useTranslations('pod.figure');
  const words = useFigureWords();
  return (
    <ExportButton
      what={t('interfaces')}
      fileName={`${of}-interfaces`}
      figure={() => <FigureSvg figure={interfacesLayout(input, words, exportWidth)} />}
    />
  );
}

/** Saves the drawing of the ways in and out. */
export function ExportPaths({ of, input }: { of: string; input: PathsInput }) {
  const t = useTranslations('pod.figure');
  const words = useFigureWords();
  return (
    <ExportButton
      what={t('ways')}
      fileName={`${of}-paths`}
      figure={() => <FigureSvg figure={pathsLayout(input, words, exportWidth)} />}
    />
  );
}
