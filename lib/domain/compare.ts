/** An order by code units: the same in every locale, and ten times as fast as `localeCompare`. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
