'use client';
import { useTranslations } from 'use-intl';
import { changedFields } from '#lib/domain/action/changed-fields.ts';
import { visible } from '../pod-figure/text.ts';

/** Fields that are listed; of more the count is shown. */
const listed = 8;
/** Characters of a value; whole templates may have come or gone. */
const longest = 160;

/** What is different in a function since it was shown. */
export function ChangedSince(props: { before: Record<string, unknown>; now: Record<string, unknown> }) {
  const t = useTranslations('act.changes');
  const common = useTranslations('common');
  const changes = changedFields(props.before, props.now);
  if (changes.length === 0) return null;
  const value = (text: string | null) =>
    text === null ? t('absent') : visible(text.length > longest ? `${text.slice(0, longest)}…` : text);
  return (
    <div>
      <p>{t('title')}</p>
      <ul className="mt-1 space-y-0.5 border-l-2 border-down-line pl-3 font-mono text-xs">
        {changes.slice(0, listed).map(({ path, before, after }) => (
          <li key={path}>
            {visible(path)}: {value(before)} → <strong>{value(after)}</strong>
          </li>
        ))}
        {changes.length > listed && (
          <li className="font-sans">{common('more', { count: changes.length - listed })}</li>
        )}
      </ul>
    </div>
  );
}
