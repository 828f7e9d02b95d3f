'use client';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import { asMismatches } from '#lib/domain/frr/as-mismatch.ts';
import { podPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { TextLink } from '../ui/text-link.tsx';

/** Why BGP between two routers of the cluster cannot come up, where their AS numbers do not fit; @param pods by `namespace/name` */
export function AsMismatches({ pods }: { pods: readonly string[] }) {
  const t = useTranslations('health');
  const { rows, list } = useRows('pods');
  const told = pods.flatMap((key) => {
    const pod = rows.get(key);
    // Of either end: the one that is set up wrongly is not always the one that is looked at.
    return pod ? [...asMismatches(pod, list), ...list.flatMap((other) => asMismatches(other, [pod]))] : [];
  });
  if (told.length === 0) return null;
  return (
    <ul className="mt-2 space-y-1 text-sm">
      {told.map(({ router, peer, pod, expected, actual }) => (
        <li key={`${router} ${peer}`} className="[overflow-wrap:anywhere]">
          {t.rich('asMismatch', {
            router: visible(router),
            peer: visible(peer),
            expected: String(expected),
            actual: String(actual),
            name: visible(pod.name),
            pod: (name) => <TextLink href={podPath(pod)}>{name}</TextLink>,
          })}
        </li>
      ))}
    </ul>
  );
}
