import { z } from 'zod';
import { type Locale, locales } from '../i18n/locale.ts';

/** What a wall's address says about how it is shown. */
export interface WallOptions {
  /** Chains by name, or `namespace/name`; empty for all. */
  chains: string[];
  namespaces: string[];
  /** Seconds that a page stays where there are several. */
  page: number;
  theme: 'light' | 'dark';
  language: Locale | null;
  /** IANA time zone; null for the display's own. */
  timeZone: string | null;
  sound: boolean;
}

const list = z.string().transform((text) => text.split(',').flatMap((part) => part.trim() || []));
const known = {
  chains: list,
  namespaces: list,
  page: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .refine((seconds) => seconds >= 3 && seconds <= 3_600),
  theme: z.enum(['light', 'dark']),
  lang: z.enum(locales),
  tz: z.string().refine(isTimeZone),
  sound: z.enum(['on', 'off']),
};

/** Of whom the display link is: not the display's affair, but no mistake either. */
const others = ['link'];

/**
 * Reads the options; `ignored` lists what could not be read, as `page=abc`, so that the screen can say so. Pages last 20
 * seconds and the ground is dark unless told: a wall is looked at in dim rooms.
 */
export function readWallOptions(params: URLSearchParams): { options: WallOptions; ignored: string[] } {
  const ignored: string[] = [];
  const read = <Name extends keyof typeof known>(name: Name): z.output<(typeof known)[Name]> | undefined => {
    const text = params.get(name);
    if (text === null || text === '') return undefined;
    const parsed = known[name].safeParse(text);
    if (parsed.success) return parsed.data as z.output<(typeof known)[Name]>;
    ignored.push(`${name}=${text.slice(0, 60)}`);
    return undefined;
  };
  const options: WallOptions = {
    chains: read('chains') ?? [],
    namespaces: read('namespaces') ?? [],
    page: read('page') ?? 20,
    theme: read('theme') ?? 'dark',
    language: read('lang') ?? null,
    timeZone: read('tz') ?? null,
    sound: read('sound') === 'on',
  };
  for (const name of params.keys())
    if (!(name in known) && !others.includes(name)) ignored.push(name.slice(0, 60));
  return { options, ignored };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
