'use client';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';

/** Rows of fields that can be added and taken away. */
export function RowList<Row extends { id: string }>(props: {
  rows: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
  fresh: () => Row;
  add: string;
  remove: (index: number) => string;
  children: (row: Row, index: number, change: (part: Partial<Row>) => void) => ReactNode;
}) {
  const { rows, onChange } = props;
  return (
    <div className="space-y-3">
      {rows.map((row, index) => (
        <div key={row.id} className="flex items-start gap-2">
          <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-3">
            {props.children(row, index, (part) =>
              onChange(rows.map((one) => (one.id === row.id ? { ...one, ...part } : one))),
            )}
          </div>
          <Button
            size="icon"
            look="ghost"
            className="mt-6"
            aria-label={props.remove(index)}
            onClick={() => onChange(rows.filter((one) => one.id !== row.id))}
          >
            <X aria-hidden="true" className="size-4" />
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...rows, props.fresh()])}>
        <Plus aria-hidden="true" className="size-4" />
        {props.add}
      </Button>
    </div>
  );
}
