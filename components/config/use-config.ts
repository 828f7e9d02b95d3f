'use client';
import useSWR from 'swr';
import { type FaultError, fetchJson } from '#lib/client/fetcher.ts';
import type { Config } from '#lib/contracts/configs.ts';
import { type ConfigRef, configApi } from './api.ts';

/** Milliseconds between two looks at a ConfigMap. */
const interval = 4_000;

/** Everything but the texts, which are known by the version they belong to. */
const facts = ({ data, ...rest }: Config): string => JSON.stringify([data === null, rest]);

/** A ConfigMap that functions use, looked at again and again. */
export function useConfig(of: ConfigRef) {
  return useSWR<Config, FaultError>(configApi(of), fetchJson, {
    refreshInterval: interval,
    keepPreviousData: true,
    compare: (a, b) => a === b || (a !== undefined && b !== undefined && facts(a) === facts(b)),
  });
}
