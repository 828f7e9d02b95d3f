export const locales = ['en', 'ja'] as const;
export type Locale = (typeof locales)[number];

/**
 * The language to answer in: the one chosen (cookie), else the first of Accept-Language that we speak, by its quality
 * (RFC 9110, section 12.5.4), else English.
 */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const known = (tag: string): Locale | undefined =>
    locales.find((locale) => tag.toLowerCase() === locale || tag.toLowerCase().startsWith(`${locale}-`));
  const byCookie = chosen === undefined ? undefined : known(chosen);
  if (byCookie) return byCookie;
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters
        .map((text) => /^\s*q=([0-9.]+)\s*$/.exec(text)?.[1])
        .find((q) => q !== undefined);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wishes.map((wish) => known(wish.tag)).find((locale) => locale !== undefined) ?? 'en';
}
