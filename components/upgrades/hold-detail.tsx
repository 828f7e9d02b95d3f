'use client';
import clsx from 'clsx';
import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { useRule } from '../action/use-rule.ts';
import { visible } from '../pod-figure/text.ts';
import { useSaid } from './said.tsx';

type Hold = NonNullable<RunView['hold'] | ChainRunView['hold']>;

/** By which rule, or in whose words, a run goes no further. */
export function HoldDetail({ of }: { of: Hold }) {
  const told = useSaid();
  const rule = useRule();
  const ruled = 'reason' in of ? rule(of.reason) : null;
  // What the rule takes the place of is said of a function.
  const name = visible(of.said?.values.name ?? '');
  const text = ruled === null ? told(of.detail, of.said) : [name, ruled].filter(Boolean).join(': ');
  const isOwn = ruled !== null || of.said != null;
  return text && <p className={clsx(isOwn ? 'text-sm' : 'font-mono text-xs')}>{text}</p>;
}
