import { readFileSync } from 'node:fs';
import type { AlertReceiver } from '#lib/domain/alert/receiver.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { RawSettings } from './settings-schema.ts';

type Raw = RawSettings['alerts']['receivers'][number];

/** The receivers with their secrets read from where the file says; no fault has a secret in it. */
export function receiversOf(
  raw: readonly Raw[],
  env: Readonly<Record<string, string | undefined>>,
): Result<AlertReceiver[]> {
  const all: AlertReceiver[] = [];
  for (const [index, one] of raw.entries()) {
    const at = `alerts.receivers.${index} (${one.name})`;
    if (all.some(({ name }) => name === one.name)) return wrong(`${at} has the name of another: choose one.`);
    const url = one.url === undefined ? secret(at, one.urlFile, one.urlEnv, env) : ok(one.url);
    if (!url.ok) return url;
    const parsed = URL.canParse(url.value ?? '') ? new URL(url.value ?? '') : null;
    if (parsed === null || !/^https?:$/.test(parsed.protocol))
      return wrong(`${at}: what ${one.urlFile ?? one.urlEnv} holds is not an http or https address.`);
    const token = secret(at, one.tokenFile, one.tokenEnv, env);
    if (!token.ok) return token;
    if (token.value !== null && !/^[\x21-\x7e]+$/.test(token.value))
      return wrong(`${at}: what ${one.tokenFile ?? one.tokenEnv} holds is not a token.`);
    const { name, format, least, repeat, language, namespaces = null } = one;
    all.push({ name, format, least, repeat, language, namespaces, url: parsed.href, token: token.value });
  }
  return ok(all);
}

const wrong = (detail: string) => fail('malformed', detail);

/** From a file or a variable; null where neither is named. */
function secret(
  at: string,
  file: string | undefined,
  variable: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Result<string | null> {
  if (variable !== undefined) {
    const value = env[variable]?.trim();
    return value ? ok(value) : wrong(`${at}: the variable ${variable} is not set.`);
  }
  if (file === undefined) return ok(null);
  try {
    const value = readFileSync(file, 'utf8').trim();
    return value === '' ? wrong(`${at}: ${file} is empty.`) : ok(value);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    return wrong(`${at}: ${file} cannot be read (${code}).`);
  }
}
