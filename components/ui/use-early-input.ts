'use client';
import { type RefObject, useEffect, useEffectEvent } from 'react';

/**
 * Takes over what was chosen or typed before the page's program was there to hear it: the browser shows it already, and
 * React leaves it as it is, so that the field would say one thing and the page do another. Once, when the field's
 * program starts; a form that the browser filled in again after a reload counts as well.
 */
export function useEarlyInput(
  field: RefObject<HTMLInputElement | HTMLSelectElement | null>,
  value: string,
  onChange: (value: string) => void,
): void {
  const takeOver = useEffectEvent(() => {
    const shown = field.current?.value;
    if (shown !== undefined && shown !== value) onChange(shown);
  });
  useEffect(() => takeOver(), []);
}
