'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import { type RunOrder, runOrders } from '#lib/domain/run/order.ts';
import type { RunRow } from '#lib/domain/run/run-row.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { useSheet } from '../action/use-sheet.ts';
import { chainPath, functionPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { HoldDetail } from './hold-detail.tsx';
import { OrderSheet } from './order-bar.tsx';
import { Report } from './report.tsx';
import { RunLog } from './run-log.tsx';
import { chainRunHealth, changesOf, memberHealth } from './run-state.ts';
import { useSaid } from './said.tsx';
import { useRuns } from './use-runs.ts';

export function ChainRunLine({ run }: { run: ChainRunView }) {
  const t = useTranslations('upgrades');
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1.5 text-sm last:border-b-0">
      <HealthShape health={chainRunHealth[run.state]} />
      <TextLink href={`/upgrades/${run.id}`}>
        {visible(run.chain)} <span className="font-mono text-xs text-muted">{run.namespace}</span>
      </TextLink>
      <span>{t(`chainState.${run.state}`)}</span>
      <span className="ml-auto text-xs text-muted">
        {visible(run.startedBy)} <RelativeTime at={run.startedAt} />
      </span>
    </li>
  );
}

/** Functions of a chain in their order, each with its own run. */
export function ChainRunBody({ run }: { run: ChainRunView }) {
  const t = useTranslations('upgrades');
  const { runs } = useRuns();
  const byId = new Map(runs.map((one) => [one.id, one]));
  return (
    <>
      <PageHead
        above={
          <>
            <TextLink href="/upgrades">{t('back')}</TextLink> /{' '}
            <TextLink
              href={chainPath({ namespace: run.namespace, name: run.chain })}
              className="font-mono text-xs"
            >
              {visible(run.namespace)}/{visible(run.chain)}
            </TextLink>
          </>
        }
        title={t('chainTitle', { chain: visible(run.chain) })}
        beside={<ChainBadge state={run.state} />}
        actions={<ChainOrders run={run} />}
      />
      <div className="space-y-4">
        <Head run={run} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <Table label={t('members')}>
            <thead>
              <tr>
                <ColumnHead align="right">{t('step.turn')}</ColumnHead>
                <ColumnHead>{t('column.function')}</ColumnHead>
                <ColumnHead>{t('column.run')}</ColumnHead>
                <ColumnHead>{t('column.state')}</ColumnHead>
                <ColumnHead>{t('column.progress')}</ColumnHead>
              </tr>
            </thead>
            <tbody>
              {run.members.map((member, index) => (
                <Member
                  key={`${member.kind}/${member.name}`}
                  of={member}
                  turn={index + 1}
                  now={member.run === null ? undefined : byId.get(member.run)}
                />
              ))}
            </tbody>
          </Table>
          <div className="space-y-4">
            {run.endedAt !== null && <Report run={run} />}
            <RunLog of={run.log} />
          </div>
        </div>
      </div>
    </>
  );
}

function ChainBadge({ state }: { state: ChainRunView['state'] }) {
  const t = useTranslations('upgrades.chainState');
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm border px-1.5 text-xs font-semibold',
        healthPanel(chainRunHealth[state]),
      )}
    >
      <HealthShape health={chainRunHealth[state]} />
      {t(state)}
    </span>
  );
}

function Member(props: { of: ChainRunView['members'][number]; turn: number; now: RunRow | undefined }) {
  const { of: member, now } = props;
  const t = useTranslations('upgrades');
  const told = useSaid();
  const change = changesOf(member.images);
  return (
    <Row>
      <Cell className="text-right font-mono">{props.turn}</Cell>
      <Cell>
        <TextLink href={functionPath(member)} className="whitespace-nowrap font-mono text-xs font-semibold">
          {member.name}
        </TextLink>
      </Cell>
      <Cell className="whitespace-nowrap font-mono text-xs">
        {member.run === null ? change : <TextLink href={`/upgrades/${member.run}`}>{change}</TextLink>}
      </Cell>
      <Cell>
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <HealthShape health={memberHealth[member.state]} />
          {t(`memberState.${member.state}`)}
        </span>
        {member.detail && (
          <p className="min-w-[16rem] max-w-[36rem] text-xs text-degraded [overflow-wrap:anywhere]">
            {told(member.detail, member.said)}
          </p>
        )}
      </Cell>
      <Cell className="whitespace-nowrap font-mono text-xs">
        {now ? `${now.done}/${now.total}` : '–'}
        {now && now.pods.length > 0 && (
          <span className="ml-2 text-muted">{now.pods.map(visible).join(', ')}</span>
        )}
      </Cell>
    </Row>
  );
}

/** What can be told to the whole chain; a button that does not apply says why. */
function ChainOrders({ run }: { run: ChainRunView }) {
  const t = useTranslations('upgrades');
  const act = useTranslations('act');
  const { state } = useFreshness();
  const mayNot = useMayNot(run.namespace);
  const [sheet, openSheet] = useSheet();
  const asked = run.endedAt === null && runOrders.find((order) => order === sheet);
  const why = (order: RunOrder): string | null => {
    const refusal = run.allowed[order];
    if (refusal !== null) return t(`refusal.${refusal}`);
    if (state !== 'live') return act('stale');
    const missing = run.members.map(({ kind }) => mayNot('upgrade', kind));
    return missing.find((one) => one !== null) ?? null;
  };
  return (
    <section aria-label={t('orders')} className="flex flex-wrap gap-2">
      {run.endedAt === null &&
        runOrders.map((order) => (
          <RuleButton key={order} why={why(order)} onClick={() => openSheet(order)}>
            {t(`order.${order}`)}…
          </RuleButton>
        ))}
      {asked && (
        <OrderSheet
          id={run.id}
          subject={subjectOf(run)}
          order={asked}
          why={why(asked)}
          hint={t(`chainOrderHint.${asked}`)}
          onClose={() => openSheet('')}
        />
      )}
    </section>
  );
}

/** `edge/internet: router-a 8.4.4 → 10.3.0, …`, in the order of the run. */
const subjectOf = ({ namespace, chain, members }: ChainRunView): string =>
  `${namespace}/${chain}: ${members.map(({ name, images }) => `${name} ${changesOf(images)}`).join(', ')}`;

function Head({ run }: { run: ChainRunView }) {
  const t = useTranslations('upgrades');
  const told = useSaid();
  return (
    <div className="space-y-2">
      <div role="status">
        {run.hold && (
          <div className="flex gap-2 rounded-md border border-degraded-line bg-degraded-soft p-3 text-degraded">
            <HealthShape health="degraded" className="mt-[0.25em]" />
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p className="font-semibold">
                {t(`chainHold.${run.hold.code}`)}
                {run.hold.by && ` – ${visible(run.hold.by)}`} <RelativeTime at={run.hold.since} />
              </p>
              <HoldDetail of={run.hold} />
              <p className="text-sm">{t('holdHint')}</p>
            </div>
          </div>
        )}
        {run.cause && (
          <p className="rounded-md border border-down-line bg-down-soft p-2.5 text-sm text-down [overflow-wrap:anywhere]">
            {told(run.cause, run.causeSaid)}
          </p>
        )}
      </div>
      <p className="text-sm text-muted [overflow-wrap:anywhere]">
        {t('startedBy', { by: visible(run.startedBy) })} <RelativeTime at={run.startedAt} />
        {run.actor !== run.startedBy && ` · ${t('actor', { by: visible(run.actor) })}`}
        {run.why && ` · ${visible(run.why)}`}
        {run.overrode && ` · ${t('overrode', { scope: visible(run.overrode) })}`}
      </p>
    </div>
  );
}
