'use client';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useInSight } from './use-in-sight.ts';

export interface Tab {
  value: string;
  label: ReactNode;
  content: ReactNode;
}

/** Only the open tab is mounted, so that only it asks for data. */
export function Tabs(props: {
  label: string;
  tabs: Tab[];
  value: string;
  onValueChange: (value: string) => void;
}) {
  const row = useInSight<HTMLDivElement>(props.value, '[data-state=active]');
  return (
    <Radix.Root value={props.value} onValueChange={props.onValueChange}>
      <Radix.List
        ref={row}
        aria-label={props.label}
        className="flex gap-4 overflow-x-auto border-b border-line"
      >
        {props.tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px whitespace-nowrap border-b-2 border-transparent px-0.5 py-2 text-sm text-muted hover:text-text data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-text"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {props.tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
