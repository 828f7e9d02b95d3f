/**
 * One word for a POSIX shell: as it is where nothing in it means anything to the shell, else in single quotes.
 * Source: POSIX.1-2017, XCU 2.2.
 */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

export const shellCommand = (...words: string[]): string => words.map(shellQuote).join(' ');
