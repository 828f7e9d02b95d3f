/** `8.4` of `8.4.4`: a release's bug fixes leave its grammar alone. */
const release = (version: string): string => version.split('.').slice(0, 2).join('.');

/**
 * Whether a check was made with the grammar that will run the text. Where nobody knows which release that will be, or which one
 * checked, it may be.
 */
export const isOfItsRelease = (check: { version: string | null; expected: string | null }): boolean =>
  check.version === null || check.expected === null || release(check.version) === release(check.expected);
