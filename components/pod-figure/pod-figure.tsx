'use client';
import { type ReactNode, useMemo } from 'react';
import { describeInterfaces, describePaths } from './describe.ts';
import type { Figure } from './figure.ts';
import { FigureSvg } from './figure-svg.tsx';
import { type InterfacesInput, interfacesLayout } from './interfaces-layout.ts';
import { type PathsInput, pathsLayout } from './paths-layout.ts';
import { useFigureWords } from './use-figure-words.ts';
import { useWidth } from './use-width.ts';

/** Pixels; a longer line would only be longer to follow. */
const widest = 1120;

/** A figure as wide as its place, up to a width that the eye can follow, with the same in words for screen readers. */
function Drawing({
  label,
  layout,
  inWords,
  caption,
}: {
  label: string;
  layout: (width: number) => Figure;
  inWords: readonly string[];
  caption?: ReactNode;
}) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const figure = useMemo(() => (width === 0 ? null : layout(Math.min(width, widest))), [layout, width]);
  return (
    <figure aria-label={label}>
      <div ref={ref} className="min-h-40 w-full overflow-hidden">
        {figure && <FigureSvg figure={figure} />}
      </div>
      <ul className="sr-only">
        {inWords.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are an ordered text without identity
          <li key={index}>{line}</li>
        ))}
      </ul>
      {caption && <figcaption className="mt-3 text-xs text-muted">{caption}</figcaption>}
    </figure>
  );
}

/** The pod with its interfaces as ports, each with its network. */
export function InterfacesFigure({
  label,
  input,
  caption,
}: {
  label: string;
  input: InterfacesInput;
  caption?: ReactNode;
}) {
  const words = useFigureWords();
  const layout = useMemo(() => (width: number) => interfacesLayout(input, words, width), [input, words]);
  const inWords = useMemo(() => describeInterfaces(input, words), [input, words]);
  return <Drawing label={label} layout={layout} inWords={inWords} caption={caption} />;
}

/** The ways into the pod and out of it. */
export function PathsFigure({
  label,
  input,
  caption,
}: {
  label: string;
  input: PathsInput;
  caption?: ReactNode;
}) {
  const words = useFigureWords();
  const layout = useMemo(() => (width: number) => pathsLayout(input, words, width), [input, words]);
  const inWords = useMemo(() => describePaths(input, words), [input, words]);
  return <Drawing label={label} layout={layout} inWords={inWords} caption={caption} />;
}
