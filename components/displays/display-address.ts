/** What a display shows how; empty strings leave it to the display. */
export interface DisplayLook {
  lang: string;
  theme: string;
  tz: string;
}

/**
 * The address that a display opens. The token stands behind the `#`: a browser sends that part to no server, so it is in no log
 * and in no Referer.
 */
export function displayAddress(origin: string, path: string, token: string, look: DisplayLook): string {
  const query = new URLSearchParams(Object.entries(look).filter(([, value]) => value !== ''));
  return `${origin}${path}${query.size > 0 ? `?${query}` : ''}#${token}`;
}
