'use client';
import { type RefObject, useEffect, useEffectEvent } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { fetchJson, sendJson } from '#lib/client/fetcher.ts';
import type { UpgradePlan } from '#lib/contracts/upgrades.ts';
import type { FunctionDetail, FunctionRow } from '#lib/domain/workload/function-view.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { useAgainWhenLive, useAgainWithRuns } from '../action/use-again.ts';
import { faultIn } from '../action/use-preview.ts';
import { Button } from '../ui/button.tsx';
import { KnownImages } from './known-images.tsx';
import { PlanView } from './plan-view.tsx';
import { useSettled } from './use-settled.ts';

/** What is chosen for one function. */
export interface MemberChoice {
  /** By container, as it is typed. */
  images: Record<string, string>;
  /** Those that are others than now. */
  changed: Record<string, string>;
  /** For what is chosen; null while it is asked for. */
  plan: UpgradePlan | null;
}

export const noChoice: MemberChoice = { images: {}, changed: {}, plan: null };

/** One function of the chain: its images, its place, and what would happen to it. */
export function ChainMemberFields(props: {
  of: FunctionRow;
  place: number;
  last: boolean;
  choice: MemberChoice;
  strategy: string | null;
  first?: RefObject<HTMLInputElement | null> | undefined;
  onChange: (choice: Partial<MemberChoice>) => void;
  onMove: (by: -1 | 1) => void;
}) {
  const { of, choice, place, onChange } = props;
  const t = useTranslations('upgrades');
  const path = `/api/v1/functions/${encodeURIComponent(of.namespace)}/${of.kind}/${encodeURIComponent(of.name)}`;
  const detail = useSWR<FunctionDetail, unknown>(path, fetchJson, { revalidateOnFocus: false });
  const containers = detail.data?.containers.filter(({ init }) => !init) ?? [];
  const asked =
    Object.keys(choice.changed).length === 0 || props.strategy === null
      ? null
      : JSON.stringify({ images: choice.changed, strategy: JSON.parse(props.strategy) });
  const settled = useSettled(asked);
  const plan = useSWR<UpgradePlan | null, unknown>(
    settled === null ? null : [`${path}/upgrades/plan`, settled],
    ([to, body]: [string, string]) => sendJson<UpgradePlan>('POST', to, JSON.parse(body)),
    { keepPreviousData: true, revalidateOnFocus: false, shouldRetryOnError: false },
  );
  useAgainWhenLive(plan.error === undefined || plan.isValidating ? null : faultIn(plan.error), plan.mutate);
  useAgainWithRuns(of, plan.mutate);
  const current = settled === asked && !plan.isValidating && plan.error === undefined;
  const known = asked !== null && current ? (plan.data ?? null) : null;
  const tell = useEffectEvent(() => onChange({ plan: known }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: told again where the plan is another
  useEffect(() => tell(), [known]);
  const type = (container: string, image: string) => {
    const images = { ...choice.images, [container]: image };
    const changed = Object.fromEntries(
      containers.flatMap((one) => {
        const wanted = (images[one.name] ?? '').trim();
        return wanted !== '' && wanted !== one.image ? [[one.name, wanted]] : [];
      }),
    );
    onChange({ images, changed });
  };
  return (
    <fieldset className="rounded-md border border-line px-3 pb-3">
      <legend className="flex items-center gap-2 px-1 text-sm font-semibold">
        <span className="font-mono">{place}.</span> {of.name}
        <Button
          size="sm"
          aria-label={t('chainSheet.earlier', { name: of.name })}
          disabled={place === 1}
          onClick={() => props.onMove(-1)}
        >
          ↑
        </Button>
        <Button
          size="sm"
          aria-label={t('chainSheet.later', { name: of.name })}
          disabled={props.last}
          onClick={() => props.onMove(1)}
        >
          ↓
        </Button>
      </legend>
      {detail.error !== undefined && <ActionFault fault={faultIn(detail.error)} />}
      {!detail.data && detail.error === undefined && (
        <p className="text-sm text-muted">{t('chainSheet.reading')}</p>
      )}
      {containers.map((container, index) => (
        <div key={container.name}>
          <TextField
            {...(index === 0 && { ref: props.first })}
            label={t('image', { container: container.name })}
            hint={t('imageNow', { image: container.image })}
            value={choice.images[container.name] ?? container.image}
            onChange={(image) => type(container.name, image)}
            mono
          />
          <KnownImages
            of={plan.data?.known[container.name] ?? []}
            now={container.image}
            onChoose={(image) => type(container.name, image)}
          />
        </div>
      ))}
      {plan.error !== undefined && asked !== null && (
        <ActionFault fault={faultIn(plan.error)} again={() => void plan.mutate()} />
      )}
      {detail.data && asked === null && (
        <p className="mt-2 text-sm text-muted">{t('chainSheet.unchanged', { name: of.name })}</p>
      )}
      {plan.data && asked !== null && (
        <details className="mt-2">
          <summary className="cursor-pointer text-sm font-semibold">
            {t('chainSheet.plan', { name: of.name, count: plan.data.steps.length })}
          </summary>
          <div className="mt-2">
            <PlanView plan={plan.data} />
          </div>
        </details>
      )}
    </fieldset>
  );
}
