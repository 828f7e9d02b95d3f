'use client';
import { useTranslations } from 'use-intl';
import type { RunView } from '#lib/contracts/runs.ts';
import type { Saying } from '#lib/domain/run/saying.ts';
import { visible } from '../pod-figure/text.ts';
import { useSeconds } from './use-seconds.ts';

/**
 * Why a run is held, turned back or failed, in the reader's language where the console says it in words of its own. Else as it stands, but
 * for the code that a text may begin with.
 */
export function useSaid() {
  const t = useTranslations('upgrades');
  const holdOf = (code = '') => (t.has(`hold.${code}` as 'hold.paused') ? (code as 'paused') : null);
  const heldFor = (code: 'paused' | null, detail: string) =>
    code === null ? detail : t('heldFor', { what: t(`hold.${code}`), detail });
  /** @param own what is said instead of the text that comes after the code, if any */
  const told = (text: string, own: string | null = null): string => {
    const [code, ...rest] = text.split(': ');
    const hold = rest.length > 0 ? holdOf(code) : null;
    return heldFor(hold, own ?? visible(hold === null ? text : rest.join(': ')));
  };
  const withHealth = useHealthNamed();
  const seconds = useSeconds();
  const shown = (values: Saying['values']) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        name === 'seconds' ? seconds(value) : visible(value),
      ]),
    );
  const gateOf = ({ gate, detail = '' }: Saying['values']) =>
    gate !== undefined &&
    t.has(`gate.${gate as 'ready'}`) && {
      gate: t(`gate.${gate as 'ready'}`),
      detail: visible(gate === 'chain' ? withHealth(detail) : detail),
    };
  /** Null where it is of another version of the console. */
  const words = (saying: Saying): string | null => {
    if (saying.code === 'quoted') return told(saying.values.words ?? '');
    const code = saying.code as 'deleted';
    if (!t.has(`said.${code}`)) return null;
    const why = saying.why && words(saying.why);
    const rest = (saying.and ?? []).map(words);
    if (why === null || rest.includes(null)) return null;
    const own = t(`said.${code}`, { ...shown(saying.values), ...gateOf(saying.values) });
    const text = [why === undefined || why === '' ? own : `${own}: ${why}`, ...rest].join('; ');
    return heldFor(holdOf(saying.of), text);
  };
  return (text: string, said: RunView['causeSaid']): string => told(text, said ? words(said) : null);
}

/** Of the gate `chain`: `router-b: degraded` in the reader's words. */
export function useHealthNamed() {
  const health = useTranslations('health');
  return (text: string): string =>
    text.replace(/: (unknown|degraded|down)\b/g, (_, name: 'down') => `: ${health(name)}`);
}
