'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';

const writeAfter = 150;

/** Filters that the page's address holds by these names; an empty one is left out. `names` must not change. */
export function useQueryFilter<Name extends string>(names: readonly Name[]) {
  const params = useSearchParams();
  const read = useCallback(
    () => Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<Name, string>,
    [names, params],
  );
  const query = (values: Record<Name, string>): string =>
    new URLSearchParams(
      names.filter((name) => values[name] !== '').map((name) => [name, values[name]]),
    ).toString();
  const [values, setValues] = useState(read);
  const written = useRef(query(values));

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a navigation leads; `query` is a function of `names`
  useEffect(() => {
    const asked = query(read());
    if (asked === written.current) return;
    written.current = asked;
    setValues(read());
  }, [read]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `query` is a function of `names`
  useEffect(() => {
    const next = query(values);
    if (next === written.current) return undefined;
    const timer = setTimeout(() => {
      written.current = next;
      window.history.replaceState(null, '', next === '' ? window.location.pathname : `?${next}`);
    }, writeAfter);
    return () => clearTimeout(timer);
  }, [values]);

  const change = useCallback(
    (name: Name, value: string) => setValues((now) => ({ ...now, [name]: value })),
    [],
  );
  const clear = useCallback(
    () => setValues(Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>),
    [names],
  );
  return { values, change, clear };
}
