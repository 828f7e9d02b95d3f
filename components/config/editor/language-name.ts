const languages = ['frr', 'daemons', 'yaml', 'json', 'text'] as const;
export type KeyLanguage = (typeof languages)[number];

/** The language of a ConfigMap's key, by its name: `frr.conf`, `vtysh.conf` and any other `.conf` are FRR's. */
export function languageOf(key: string): KeyLanguage {
  const name = key.toLowerCase();
  if (name === 'daemons') return 'daemons';
  if (/\.(ya?ml)$/.test(name)) return 'yaml';
  if (name.endsWith('.json')) return 'json';
  return /(\.conf|\.frr)$/.test(name) || name === 'config' ? 'frr' : 'text';
}
