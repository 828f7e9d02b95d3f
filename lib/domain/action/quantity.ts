/** A unit in thousandths. */
const scale: Readonly<Record<string, number>> = {
  n: 1e-6,
  u: 1e-3,
  m: 1,
  '': 1e3,
  k: 1e6,
  M: 1e9,
  G: 1e12,
  T: 1e15,
  P: 1e18,
  E: 1e21,
  Ki: 1e3 * 2 ** 10,
  Mi: 1e3 * 2 ** 20,
  Gi: 1e3 * 2 ** 30,
  Ti: 1e3 * 2 ** 40,
  Pi: 1e3 * 2 ** 50,
  Ei: 1e3 * 2 ** 60,
};

/**
 * A resource quantity (`500m`, `1.5Gi`, `2e3`) in thousandths, rounded up as the API server does; null where it is none.
 * Source: apimachinery pkg/api/resource/quantity.go, the grammar in the comment of `Quantity`.
 */
export function milliOf(text: string): number | null {
  const parts =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d{1,3})|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/.exec(text);
  if (parts === null) return null;
  const [, digits = '', exponent, suffix = ''] = parts;
  const factor = exponent === undefined ? (scale[suffix] ?? 1) : 10 ** (Number(exponent) + 3);
  const milli = Number(digits) * factor;
  if (!Number.isFinite(milli)) return null;
  // What a binary fraction is off by is none too much.
  const near = Math.round(milli);
  return Math.abs(milli - near) < 1e-7 ? near : Math.ceil(milli);
}

const binary = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'] as const;

/** Thousandths as a short quantity: `1500m`, `2Gi`. */
export function quantityText(milli: number): string {
  const suffix = binary.find((unit) => milli !== 0 && milli % (scale[unit] ?? 1) === 0);
  if (suffix !== undefined) return `${milli / (scale[suffix] ?? 1)}${suffix}`;
  return milli % 1_000 === 0 ? String(milli / 1_000) : `${milli}m`;
}
