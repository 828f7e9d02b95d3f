'use client';
import { useEffect, useState } from 'react';

const settleMs = 300;

/** The last text that stood for a moment: not every letter on the way is asked about. */
export function useSettled(text: string | null): string | null {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
