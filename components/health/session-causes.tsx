'use client';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import { type SessionCause, sessionCauses } from '#lib/domain/frr/session-causes.ts';
import { podPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { TextLink } from '../ui/text-link.tsx';

/** Why BGP between these and other routers of the cluster does not come up, as far as both ends tell; @param pods `namespace/name` */
export function SessionCauses({ pods }: { pods: readonly string[] }) {
  const { rows, list } = useRows('pods');
  const own = pods.flatMap((key) => rows.get(key) ?? []).filter(({ routing }) => routing !== null);
  if (own.length === 0) return null;
  // The end that is set up wrongly is not always the one that is looked at.
  const theirs = list
    .flatMap((other) => sessionCauses(other, own))
    .filter(({ code }) => code === 'as-mismatch');
  const all = [...own.flatMap((pod) => sessionCauses(pod, list)), ...theirs];
  const told = [...new Map(all.map((cause) => [`${cause.router} ${cause.peer}`, cause]))];
  if (told.length === 0) return null;
  return (
    <ul className="mt-2 space-y-1 text-sm">
      {told.map(([key, cause]) => (
        <li key={key} className="[overflow-wrap:anywhere]">
          <Cause of={cause} />
        </li>
      ))}
    </ul>
  );
}

function Cause({ of }: { of: SessionCause }) {
  const t = useTranslations('health.session');
  const words = {
    peer: visible(of.peer),
    name: visible(of.pod.name),
    pod: (name: React.ReactNode) => <TextLink href={podPath(of.pod)}>{name}</TextLink>,
  };
  if (of.code === 'peer-problem') return t.rich('peerProblem', { ...words, problem: visible(of.problem) });
  const { router, expected, actual } = of;
  return t.rich('asMismatch', {
    ...words,
    router: visible(router),
    expected: String(expected),
    actual: String(actual),
  });
}
