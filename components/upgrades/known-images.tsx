'use client';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';

/** Images of the same repository that the cluster has in use, one click each. */
export function KnownImages(props: {
  of: readonly { image: string; version: string; pods: number }[];
  now: string;
  onChoose: (image: string) => void;
}) {
  const t = useTranslations('upgrades');
  const others = props.of.filter(({ image }) => image !== props.now);
  if (others.length === 0) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-muted">
      {t('seen')}
      {others.slice(0, 8).map(({ image, version, pods }) => (
        <Button key={image} size="sm" onClick={() => props.onChoose(image)} title={image}>
          <span className="font-mono">{version}</span> {t('seenPods', { count: pods })}
        </Button>
      ))}
    </p>
  );
}
