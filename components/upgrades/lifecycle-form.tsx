'use client';
import { useRouter } from 'next/navigation';
import { type RefObject, useEffect, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { sendJson } from '#lib/client/fetcher.ts';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { Fault } from '#lib/domain/result.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { newKey } from '../action/use-acting.ts';
import { useAgainWhenLive, useAgainWithRuns } from '../action/use-again.ts';
import { faultIn } from '../action/use-preview.ts';
import { AskedAnew } from '../ui/asked-anew.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { SheetFooter } from '../ui/sheet-footer.tsx';
import { CheckTable } from './check-table.tsx';

const settleMs = 300;
const sides = ['newer', 'older'] as const;

/** Which versions; which checks can be run with them, as the server says; then one button. */
export function LifecycleForm(props: {
  of: FunctionDetail;
  first: RefObject<HTMLInputElement | null>;
  onCancel: () => void;
}) {
  const { of } = props;
  const t = useTranslations('lifecycle');
  const act = useTranslations('act');
  const router = useRouter();
  const { state } = useFreshness();
  const containers = of.containers.filter(({ init }) => !init);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const [overrideFreeze, setOverrideFreeze] = useState(false);
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const given = containers.flatMap(({ name }) => {
    const chosen = sides.flatMap((side) => {
      const image = (typed[`${name}/${side}`] ?? '').trim();
      return image === '' ? [] : [[side, image] as const];
    });
    return chosen.length === 0 ? [] : [[name, Object.fromEntries(chosen)] as const];
  });
  const why = reason.trim();
  const asked = JSON.stringify({
    ...(given.length > 0 && { images: Object.fromEntries(given) }),
    ...(why && { reason: why }),
    ...(overrideFreeze && { overrideFreeze: true }),
  });
  const path = `/api/v1/functions/${encodeURIComponent(of.namespace)}/${of.kind}/${encodeURIComponent(of.name)}/lifecycle`;
  const settled = useSettled(asked);
  const plan = useSWR<RunView | null, unknown>(
    [path, settled],
    ([to, body]: [string, string]) => sendJson<RunView>('POST', to, { ...JSON.parse(body), dryRun: true }),
    { keepPreviousData: true, revalidateOnFocus: false, shouldRetryOnError: false },
  );
  const refused = plan.error === undefined ? null : faultIn(plan.error);
  useAgainWhenLive(plan.isValidating ? null : refused, plan.mutate);
  useAgainWithRuns(of, plan.mutate);
  const frozen = overrideFreeze || refused?.reason?.code === 'frozen';
  const current = settled === asked && !plan.isValidating;
  const not =
    state !== 'live' ? act('stale') : busy ? act('sending') : refused || !current ? act('asking') : null;

  async function start(): Promise<void> {
    if (not !== null) return;
    setBusy(true);
    setFault(null);
    try {
      const run = await sendJson<RunView>('POST', path, JSON.parse(asked), { 'idempotency-key': key });
      if (run) router.push(`/upgrades/${run.id}`);
    } catch (error) {
      setFault(faultIn(error));
      setBusy(false);
      void plan.mutate();
    }
  }

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      {containers.map((container, index) => (
        <div key={container.name} className="grid gap-3 sm:grid-cols-2">
          {sides.map((side) => (
            <TextField
              key={side}
              {...(index === 0 && side === 'newer' && { ref: props.first })}
              label={t(side, { container: container.name })}
              hint={t('imageHint', { image: container.image })}
              value={typed[`${container.name}/${side}`] ?? ''}
              onChange={(image) => setTyped({ ...typed, [`${container.name}/${side}`]: image })}
              mono
            />
          ))}
        </div>
      ))}
      {refused && <ActionFault fault={refused} again={() => void plan.mutate()} />}
      {plan.data?.lifecycle && !refused && (
        <AskedAnew busy={!current}>
          <CheckTable planned checks={plan.data.lifecycle.checks} limit={plan.data.strategy.limitSeconds} />
        </AskedAnew>
      )}
      <TextField label={act('reason')} hint={act('reasonHint')} value={reason} onChange={setReason} />
      {frozen && (
        <Checkbox label={t('overrideFreeze')} checked={overrideFreeze} onChange={setOverrideFreeze} />
      )}
      <div role="alert">{fault && <ActionFault fault={fault} />}</div>
      <SheetFooter>
        <Button onClick={props.onCancel}>{act('cancel')}</Button>
        <RuleButton type="submit" look="primary" why={not}>
          {t('start', { name: of.name })}
        </RuleButton>
      </SheetFooter>
    </form>
  );
}

/** The last text that stood for a moment: not every letter on the way is asked about. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
