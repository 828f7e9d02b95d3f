'use client';
import { useTranslations } from 'use-intl';
import type { ChainRow } from '#lib/contracts/stream.ts';
import { Checkbox } from '../ui/checkbox.tsx';

/** Namespaces, and the chains in each; a namespace that is chosen as a whole needs none of its chains. */
export function ScopeChoice(props: {
  chains: readonly ChainRow[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const t = useTranslations('displays.form');
  const { chains, chosen, onChange } = props;
  const namespaces = [...new Set(chains.map(({ namespace }) => namespace))].sort();
  const set = (key: string, on: boolean) =>
    onChange(
      on ? [...chosen.filter((one) => !one.startsWith(`${key}/`)), key] : chosen.filter((one) => one !== key),
    );
  const box = (key: string, label: string, disabled = false) => (
    <Checkbox
      key={key}
      label={<span className="min-w-0 font-mono [overflow-wrap:anywhere]">{label}</span>}
      checked={disabled || chosen.includes(key)}
      disabled={disabled}
      className="w-full"
      onChange={(on) => set(key, on)}
    />
  );
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold">{t('scope')}</legend>
      {namespaces.length === 0 && <p className="text-sm text-muted">{t('noChains')}</p>}
      <ul className="grid max-h-64 grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-x-6 gap-y-2 overflow-y-auto">
        {namespaces.map((namespace) => (
          <li key={namespace}>
            {box(namespace, t('wholeNamespace', { namespace }))}
            <div className="ml-6">
              {chains
                .filter((chain) => chain.namespace === namespace)
                .map(({ name }) => box(`${namespace}/${name}`, name, chosen.includes(namespace)))}
            </div>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
