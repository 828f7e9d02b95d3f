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

/** The functions of a chain in the order the traffic takes, on one wire: in a row, or down the page on a phone. */
export function Pipeline({ functions, label, large = false, wire }: Props) {
  return (
    <ol aria-label={label} className="flex flex-col items-stretch lg:flex-row">
      {functions.map((one, index) => {
        const next = functions[index + 1];
        return (
          <Fragment key={functionKey(one)}>
            <li className={clsx('flex flex-1 flex-col', large ? blockWidth : 'lg:min-w-36 lg:basis-0')}>
              <FunctionBlock of={one} large={large} reasons={large ? 3 : 2} />
            </li>
            {next && (
              <li className={clsx('flex items-start', wire ? wireWidth : 'lg:w-6 lg:shrink-0')}>
                <Wire label={wire?.(one, next)} />
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
export const wireWidth = 'lg:w-20 lg:shrink-0';

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
