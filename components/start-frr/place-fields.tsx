'use client';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import { Panel } from '../ui/panel.tsx';
import { Select } from '../ui/select.tsx';
import { CheckedField } from './checked-field.tsx';
import type { FieldsProps } from './start-form.tsx';

const distinct = (list: readonly (string | null | undefined)[]): string[] =>
  [...new Set(list)].filter((item): item is string => typeof item === 'string').sort();

/** Where it runs, what runs, and its place in a chain. */
export function PlaceFields({ draft, change, errors }: FieldsProps) {
  const t = useTranslations('startFrr');
  const functions = useRows('functions').list;
  const here = functions.filter(({ namespace }) => namespace === draft.namespace);
  return (
    <>
      <Panel title={t('group.place')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <CheckedField
            label={t('field.namespace')}
            at="namespace"
            errors={errors}
            value={draft.namespace}
            onChange={(namespace) => change({ namespace })}
            choices={distinct(functions.map(({ namespace }) => namespace))}
          />
          <CheckedField
            label={t('field.name')}
            at="name"
            errors={errors}
            value={draft.name}
            onChange={(name) => change({ name })}
          />
        </div>
      </Panel>
      <Panel title={t('group.version')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <CheckedField
            className="sm:col-span-2"
            label={t('field.image')}
            hint={t('hint.image')}
            at="image"
            errors={errors}
            value={draft.image}
            onChange={(image) => change({ image })}
          />
          <div>
            <p aria-hidden="true" className="mb-1 text-sm font-semibold">
              {t('field.kind')}
            </p>
            <Select
              label={t('field.kind')}
              value={draft.kind}
              onChange={(kind) => change({ kind: kind === 'deployments' ? kind : 'statefulsets' })}
              options={[
                { value: 'statefulsets', label: 'StatefulSet' },
                { value: 'deployments', label: 'Deployment' },
              ]}
            />
          </div>
          <CheckedField
            label={t('field.replicas')}
            at="replicas"
            errors={errors}
            value={draft.replicas}
            onChange={(replicas) => change({ replicas })}
          />
        </div>
      </Panel>
      <Panel title={t('group.chain')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <CheckedField
            label={t('field.chain')}
            hint={t('hint.chain')}
            at="chain.name"
            errors={errors}
            value={draft.chain}
            onChange={(chain) => change({ chain })}
            choices={distinct(here.map(({ chain }) => chain))}
          />
          <CheckedField
            label={t('field.position')}
            hint={t('hint.position')}
            at="chain.position"
            errors={errors}
            value={draft.position}
            onChange={(position) => change({ position })}
          />
        </div>
      </Panel>
    </>
  );
}
