'use client';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import { useRows } from '#lib/client/use-topic.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { useMayNot } from '../action/use-may-not.ts';
import { type Act, actsOn, addressOf, anywhere, weightOf } from './acts.ts';
import { find } from './find.ts';
import { Group, Line } from './group.tsx';
import { useConfigs } from './use-configs.ts';

const most = 12;

const nothing = { functions: [], chains: [], pods: [], configs: [], runs: [], chainRuns: [], alerts: [] };

const searched = (pod: PodRow) => ({ key: pod.name, name: pod.name, place: pod.namespace, pod });

/** What can be done by that name. What may not be done says which right is missing, and leads to the page alone. */
export function ActList({ sought, onGo }: { sought: string; onGo: (href: string) => void }) {
  const t = useTranslations('shell.palette');
  const names = useTranslations('action.name');
  const functions = useRows('functions').list;
  const chains = useRows('chains').list;
  const pods = useRows('pods').list;
  const runs = useRows('runs').list;
  const chainRuns = useRows('chain-runs').list;
  const alerts = useRows('alerts').list;
  const configs = useConfigs();
  const entry = useCallback(
    (act: Act) => ({
      key: act.key,
      name: act.subject === '' ? names(act.verb) : `${names(act.verb)}: ${act.subject}`,
      place: act.place,
      also: act.verb.toLowerCase(),
      group: `${act.namespace ?? ''}/${act.subject}`,
      weight: weightOf(act),
      act,
    }),
    [names],
  );
  const all = useMemo(
    () =>
      [...anywhere, ...actsOn({ functions, chains, pods: [], configs, runs, chainRuns, alerts })].map(entry),
    [functions, chains, configs, runs, chainRuns, alerts, entry],
  );
  // Of thousands of pods, acts are made for those alone that have the words which are not the verb's.
  const ofPods = useMemo(() => {
    const verb = `${names('evict')} evict`.toLowerCase();
    const words = sought.split(/\s+/).filter((word) => !verb.includes(word.toLowerCase()));
    const named = find(pods.map(searched), words.join(' '), most).map(({ pod }) => pod);
    return actsOn({ ...nothing, pods: named }).map(entry);
  }, [pods, sought, names, entry]);
  const found = useMemo(() => find([...all, ...ofPods], sought, most), [all, ofPods, sought]);
  return (
    <Group heading={t('acts')} entries={found}>
      {({ key, name, place, act }) => <ActLine key={key} name={name} place={place} act={act} onGo={onGo} />}
    </Group>
  );
}

function ActLine(props: { name: string; place: string; act: Act; onGo: (href: string) => void }) {
  const { act } = props;
  const why = useWhyNot(act);
  return (
    <Line
      value={act.key}
      name={props.name}
      place={props.place}
      note={why}
      onSelect={() => props.onGo(why === null ? addressOf(act) : act.page)}
    />
  );
}

/** Why it cannot be done now, in words, or null: by the rules and rights that the button on the page asks. */
function useWhyNot({ namespace, rights, refusal }: Act): string | null {
  const t = useTranslations('act');
  const rules = useTranslations('action.refusal');
  const orders = useTranslations('upgrades.refusal');
  const { state } = useFreshness();
  const mayNot = useMayNot(namespace);
  if (state !== 'live') return t('stale');
  if (refusal?.of === 'action') return rules(refusal.reason.code, refusal.reason.params);
  if (refusal?.of === 'run') return orders(refusal.code);
  const answers = rights.map(({ gate, kinds }) =>
    kinds.length === 0
      ? mayNot(gate)
      : (kinds.map((kind) => mayNot(gate, kind)).find((why) => why !== null) ?? null),
  );
  return answers.includes(null) ? null : (answers.at(-1) ?? null);
}
