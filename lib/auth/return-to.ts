const here = 'http://console.invalid';

/** Longer than any address of the console. */
const longest = 2_048;

/**
 * A path of the console's pages to go to after sign-in, or `/` where the text is anything else: another site, an API path,
 * the sign-in page itself. What is given back is what a browser makes of it, so that nothing it would read
 * otherwise (backslashes, tabs, `//`) gets through.
 */
export function safeReturnTo(text: string | null | undefined): string {
  if (!text?.startsWith('/') || text.length > longest) return '/';
  const path = pathHere(text);
  // Once more: `/.//other.example` is a path here, and another site when it is read again.
  if (path === null || pathHere(path) !== path) return '/';
  return /^\/(api|sign-in|_next)(\/|$|\?|#)/.test(path) ? '/' : path;
}

function pathHere(text: string): string | null {
  if (!URL.canParse(text, here)) return null;
  const { origin, pathname, search, hash } = new URL(text, here);
  return origin === here ? `${pathname}${search}${hash}` : null;
}
