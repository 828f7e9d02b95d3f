'use client';
import { useTranslations } from 'use-intl';
import { newKey } from '../action/use-acting.ts';
import { Panel } from '../ui/panel.tsx';
import { CheckedField } from './checked-field.tsx';
import { RowList } from './row-list.tsx';
import type { FieldsProps } from './start-form.tsx';

/** Its interfaces besides eth0. */
export function NetworkFields({ draft, change, errors }: FieldsProps) {
  const t = useTranslations('startFrr');
  return (
    <Panel title={t('group.networks')}>
      <RowList
        rows={draft.networks}
        onChange={(networks) => change({ networks })}
        fresh={() => ({ id: newKey(), network: '', addresses: '' })}
        add={t('addNetwork')}
        remove={(index) => t('removeNetwork', { interface: `net${index + 1}` })}
      >
        {(row, index, set) => (
          <>
            <CheckedField
              label={t('field.network', { interface: `net${index + 1}` })}
              hint={t('hint.network')}
              at={`networks.${index}.network`}
              errors={errors}
              value={row.network}
              onChange={(network) => set({ network })}
            />
            <CheckedField
              className="sm:col-span-2"
              label={t('field.addresses', { interface: `net${index + 1}` })}
              hint={t('hint.addresses')}
              at={`networks.${index}.addresses`}
              errors={errors}
              value={row.addresses}
              onChange={(addresses) => set({ addresses })}
            />
          </>
        )}
      </RowList>
    </Panel>
  );
}

/** What it speaks: a few fields of BGP, or a whole configuration. */
export function RoutingFields({ draft, change, errors }: FieldsProps) {
  const t = useTranslations('startFrr');
  return (
    <Panel title={t('group.routing')}>
      <fieldset className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        <legend className="sr-only">{t('source.label')}</legend>
        {(['form', 'text'] as const).map((source) => (
          <label key={source} className="inline-flex items-center gap-1.5">
            <input
              type="radio"
              name="source"
              checked={draft.source === source}
              onChange={() => change({ source })}
              className="accent-accent"
            />
            {t(`source.${source}`)}
          </label>
        ))}
      </fieldset>
      {draft.source === 'text' ? (
        <CheckedField
          label={t('field.text')}
          hint={t('hint.text')}
          at="config.text"
          errors={errors}
          value={draft.text}
          onChange={(text) => change({ text })}
          lines={14}
        />
      ) : (
        <div className="space-y-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <CheckedField
              label={t('field.asn')}
              at="config.asn"
              errors={errors}
              value={draft.asn}
              onChange={(asn) => change({ asn })}
            />
            <CheckedField
              label={t('field.routerId')}
              at="config.routerId"
              errors={errors}
              value={draft.routerId}
              onChange={(routerId) => change({ routerId })}
            />
          </div>
          <CheckedField
            label={t('field.announce')}
            hint={t('hint.announce')}
            at="config.announce"
            errors={errors}
            value={draft.announce}
            onChange={(announce) => change({ announce })}
          />
          <Neighbors draft={draft} change={change} errors={errors} />
        </div>
      )}
    </Panel>
  );
}

function Neighbors({ draft, change, errors }: FieldsProps) {
  const t = useTranslations('startFrr');
  return (
    <RowList
      rows={draft.neighbors}
      onChange={(neighbors) => change({ neighbors })}
      fresh={() => ({ id: newKey(), address: '', asn: '', description: '' })}
      add={t('addNeighbor')}
      remove={(index) => t('removeNeighbor', { number: index + 1 })}
    >
      {(row, index, set) => {
        const at = `config.neighbors.${index}`;
        const number = index + 1;
        return (
          <>
            <CheckedField
              label={t('field.neighbor', { number })}
              at={`${at}.address`}
              errors={errors}
              value={row.address}
              onChange={(address) => set({ address })}
            />
            <CheckedField
              label={t('field.neighborAsn', { number })}
              at={`${at}.asn`}
              errors={errors}
              value={row.asn}
              onChange={(asn) => set({ asn })}
            />
            <CheckedField
              label={t('field.description', { number })}
              at={`${at}.description`}
              errors={errors}
              value={row.description}
              onChange={(description) => set({ description })}
            />
          </>
        );
      }}
    </RowList>
  );
}
