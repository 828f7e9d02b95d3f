const limit = 50_000;
let known = new Map<string, string>();
let maps = new Map<string, Record<string, string>>();

/**
 * The one copy of a string that thousands of objects repeat: node names, images, label values, reasons. The table is started
 * anew when it is full: that costs sharing, never correctness.
 */
export function intern(value: string): string;
export function intern(value: string | undefined): string | undefined;
export function intern(value: string | undefined): string | undefined {
  if (value === undefined || value.length > 512) return value;
  const shared = known.get(value);
  if (shared !== undefined) return shared;
  if (known.size >= limit) known = new Map();
  known.set(value, value);
  return value;
}

/** The one copy of a map of strings: all pods of a ReplicaSet have the same labels. Treat it as frozen. */
export function internMap(value: Record<string, string>): Record<string, string> {
  const key = JSON.stringify(value);
  if (key.length > 4096) return value;
  const shared = maps.get(key);
  if (shared !== undefined) return shared;
  if (maps.size >= limit) maps = new Map();
  maps.set(key, value);
  return value;
}
