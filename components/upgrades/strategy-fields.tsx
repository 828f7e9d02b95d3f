'use client';
import { useTranslations } from 'use-intl';
import type { RunStrategyInput } from '#lib/contracts/runs.ts';
import { gateNames, type RunStrategy } from '#lib/domain/run/run.ts';
import { TextField } from '../action/field.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Select } from '../ui/select.tsx';

type ChosenGate = RunStrategy['gates'][number];

/** As it is typed; empty for the function's default. */
export interface StrategyTyped {
  batch: string;
  soakSeconds: string;
  prefixPercent: string;
  limitSeconds: string;
  drainSeconds: string;
  /** Null for the function's default. */
  gates: ChosenGate[] | null;
  onFailure: 'stop' | 'rollback';
  drain: '' | 'graceful-shutdown' | 'hook' | 'none';
  preflight: 'yes' | 'no';
}

export const strategyTyped: StrategyTyped = {
  batch: '',
  soakSeconds: '',
  prefixPercent: '',
  limitSeconds: '',
  drainSeconds: '',
  gates: null,
  onFailure: 'stop',
  drain: '',
  preflight: 'yes',
};

const numbers = ['batch', 'soakSeconds', 'prefixPercent', 'limitSeconds', 'drainSeconds'] as const;

/** What is sent; null where a number cannot be read. */
export function strategyInput(typed: StrategyTyped): RunStrategyInput | null {
  const input: RunStrategyInput = { onFailure: typed.onFailure, preflight: typed.preflight === 'yes' };
  if (typed.drain !== '') input.drain = typed.drain;
  if (typed.gates !== null) input.gates = typed.gates;
  for (const name of numbers) {
    const text = typed[name].trim();
    if (text === '') continue;
    if (!/^\d{1,5}$/.test(text)) return null;
    input[name] = Number(text);
  }
  return input;
}

/** How carefully it goes; the plan says what the defaults are. */
export function StrategyFields(props: {
  typed: StrategyTyped;
  defaults: (Partial<Record<(typeof numbers)[number], number>> & { gates: ChosenGate[] }) | null;
  /** The console is set up to drain the function. */
  hook?: boolean;
  onChange: (typed: StrategyTyped) => void;
}) {
  const { typed, onChange } = props;
  const t = useTranslations('upgrades.strategy');
  return (
    <details className="rounded-md border border-line">
      <summary className="px-3 py-2 text-sm font-semibold">{t('title')}</summary>
      <div className="grid gap-3 border-t border-line p-3 sm:grid-cols-2">
        {numbers.map((name) => (
          <TextField
            key={name}
            label={t(name)}
            hint={t(`${name}Hint`)}
            {...(props.defaults?.[name] !== undefined && { placeholder: String(props.defaults[name]) })}
            value={typed[name]}
            onChange={(value) => onChange({ ...typed, [name]: value })}
          />
        ))}
        <Select
          label={t('onFailure')}
          showLabel
          value={typed.onFailure}
          options={[
            { value: 'stop', label: t('stop') },
            { value: 'rollback', label: t('rollback') },
          ]}
          onChange={(value) => onChange({ ...typed, onFailure: value === 'rollback' ? 'rollback' : 'stop' })}
        />
        <Select
          label={t('drain')}
          showLabel
          value={typed.drain}
          options={[
            { value: '', label: t('drainDefault') },
            { value: 'graceful-shutdown', label: t('gracefulShutdown') },
            ...(props.hook ? [{ value: 'hook', label: t('drainHook') }] : []),
            { value: 'none', label: t('drainNone') },
          ]}
          onChange={(value) => onChange({ ...typed, drain: drainOf(value) })}
        />
        <Select
          label={t('preflight')}
          showLabel
          value={typed.preflight}
          options={[
            { value: 'yes', label: t('preflightYes') },
            { value: 'no', label: t('preflightNo') },
          ]}
          onChange={(value) => onChange({ ...typed, preflight: value === 'no' ? 'no' : 'yes' })}
        />
        {props.defaults && (
          <GateFields
            chosen={typed.gates ?? props.defaults.gates}
            onChange={(gates) => onChange({ ...typed, gates })}
          />
        )}
      </div>
    </details>
  );
}

const choosable = gateNames.filter((name) => name !== 'soak');

/** What must be so after each pod; that it is Ready always. */
function GateFields(props: { chosen: readonly ChosenGate[]; onChange: (gates: ChosenGate[]) => void }) {
  const t = useTranslations('upgrades');
  return (
    <fieldset className="sm:col-span-2">
      <legend className="mb-1 text-sm font-medium">{t('strategy.gates')}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {choosable.map((name) => (
          <Checkbox
            key={name}
            label={t(`gate.${name}`)}
            checked={props.chosen.includes(name)}
            disabled={name === 'ready'}
            onChange={(checked) =>
              props.onChange(choosable.filter((one) => (one === name ? checked : props.chosen.includes(one))))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

const drainOf = (value: string): StrategyTyped['drain'] =>
  value === 'none' || value === 'graceful-shutdown' || value === 'hook' ? value : '';
