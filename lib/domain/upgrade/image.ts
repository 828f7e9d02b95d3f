/** An image without its tag and digest: `registry:5000/team/frr:10.3@sha256:…` → `registry:5000/team/frr`. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/**
 * Whether the second image is of an earlier version than the first, by the numbers at the beginning of their tags; null where
 * they have none, as a digest or `latest`.
 */
export function isDowngrade(from: string, to: string): boolean | null {
  const [a, b] = [numbersOf(from), numbersOf(to)];
  if (a === null || b === null) return null;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (b[i] ?? 0) - (a[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbersOf(image: string): number[] | null {
  const tag = /:([^/:]+)$/.exec(image.replace(/@.*$/, ''))?.[1];
  const version = /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1];
  return version === undefined ? null : version.split('.').map(Number);
}
