'use client';
import clsx from 'clsx';
import { Fragment, type ReactNode } from 'react';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { FunctionBlock } from '../function/function-block.tsx';
import { functionKey } from '../function/paths.ts';

interface Props {
  functions: readonly FunctionRow[];
  label: string;
  large?: boolean;
  /** What is written on the wire between a function and the next. */
  wire?: (from: FunctionRow, to: FunctionRow) => ReactNode;
}

/**
 * The functions of a chain in the order the traffic takes, on one wire: in a row, or down the page on a phone. Without
 * words on the wire a long chain goes on in a further row; with them it scrolls, as the rails below have to meet it.
 */
export function Pipeline({ functions, label, large = false, wire }: Props) {
  if (!wire) {
    const many = functions.length > 5;
    return (
      <ol
        aria-label={label}
        className="grid gap-y-5 lg:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] lg:gap-x-6 lg:gap-y-3"
      >
        {functions.map((one) => (
          <li
            key={functionKey(one)}
            className="relative flex flex-col not-first:before:absolute not-first:before:-top-5 not-first:before:left-6 not-first:before:h-5 not-first:before:border-l-2 not-first:before:border-line-strong lg:not-first:before:-left-6 lg:not-first:before:top-7 lg:not-first:before:h-0 lg:not-first:before:w-6 lg:not-first:before:border-l-0 lg:not-first:before:border-t-2 lg:not-last:after:absolute lg:not-last:after:left-full lg:not-last:after:top-7 lg:not-last:after:w-6 lg:not-last:after:border-t-2 lg:not-last:after:border-line-strong"
          >
            <FunctionBlock of={one} large={large && !many} reasons={many ? 1 : 2} />
          </li>
        ))}
      </ol>
    );
  }
  return (
    <ol aria-label={label} className="flex flex-col items-stretch lg:flex-row">
      {functions.map((one, index) => {
        const next = functions[index + 1];
        return (
          <Fragment key={functionKey(one)}>
            <li className={clsx('flex flex-1 flex-col', blockWidth)}>
              <FunctionBlock of={one} large={large} reasons={2} />
            </li>
            {next && (
              <li className={clsx('flex items-start', wireWidth)}>
                <Wire label={wire(one, next)} />
              </li>
            )}
          </Fragment>
        );
      })}
    </ol>
  );
}

/** Shared with the rails below the pipeline, whose columns must meet the blocks. */
export const blockWidth = 'lg:min-w-40 lg:basis-0';
export const wireWidth = 'lg:w-24 lg:shrink-0';

function Wire({ label }: { label?: ReactNode }) {
  return (
    <div className="flex w-full items-center gap-2 py-0.5 pl-6 lg:block lg:p-0 lg:pt-6">
      <svg
        viewBox="0 0 24 10"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="hidden h-2.5 w-full text-line-strong lg:block"
      >
        <path d="M0 5h24" className="stroke-current" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      </svg>
      <span aria-hidden="true" className="h-5 border-l-2 border-line-strong lg:hidden" />
      {label && <div className="px-1 text-center lg:mt-1">{label}</div>}
    </div>
  );
}
