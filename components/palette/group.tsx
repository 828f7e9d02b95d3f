'use client';
import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { visible } from '../pod-figure/text.ts';
import type { Found } from './find.ts';

/** Those of one kind, under their heading; nothing where there is none. */
export function Group<One extends Found>(props: {
  heading: string;
  entries: readonly One[];
  children: (entry: One) => ReactNode;
}) {
  const { heading, entries } = props;
  if (entries.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="mb-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {entries.map(props.children)}
    </Command.Group>
  );
}

/** One line: what it is, where it is, and `note` where there is something against it. */
export function Line(props: {
  value: string;
  name: string;
  place?: string;
  mark?: ReactNode;
  note?: string | null;
  onSelect: () => void;
}) {
  const { note = null } = props;
  return (
    <Command.Item
      value={props.value}
      onSelect={props.onSelect}
      className="flex min-h-8 cursor-pointer flex-wrap items-center gap-x-2 rounded-md px-2 py-1 text-sm data-[selected=true]:bg-sunken data-[selected=true]:outline data-[selected=true]:outline-accent"
    >
      {props.mark}
      <span className={note === null ? 'min-w-0 truncate font-medium' : 'min-w-0 truncate text-muted'}>
        {visible(props.name)}
      </span>
      {props.place && (
        <span className="ml-auto min-w-0 truncate text-xs text-muted">{visible(props.place)}</span>
      )}
      {note !== null && (
        <span className="w-full text-xs text-muted [overflow-wrap:anywhere]">{visible(note)}</span>
      )}
    </Command.Item>
  );
}
