const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters as k8s.io/apimachinery/pkg/util/rand makes them: no vowels, no characters that look alike. */
export function randomSuffix(length = 5): string {
  let suffix = '';
  for (let index = 0; index < length; index += 1) {
    suffix += suffixAlphabet[Math.floor(Math.random() * suffixAlphabet.length)];
  }
  return suffix;
}
