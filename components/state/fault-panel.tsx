'use client';
import { useTranslations } from 'use-intl';
import type { Fault, Right } from '#lib/domain/result.ts';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { StatePanel } from '../ui/state-panel.tsx';

/** A right as `kubectl auth can-i` takes it, so that it can be tried and asked for in the same words. */
export function rightText(right: Right): string {
  const resource = right.group ? `${right.resource}.${right.group}` : right.resource;
  const part = right.subresource ? ` --subresource=${right.subresource}` : '';
  const place = right.namespace ? ` -n ${right.namespace}` : '';
  return `kubectl auth can-i ${right.verb} ${resource}${right.name ? `/${right.name}` : ''}${part}${place}`;
}

/** Why a command does not run, in the reader's language; the server's words where the page has none. */
function useRefusal(): (fault: Fault) => string {
  const t = useTranslations('state.refusal');
  return ({ reason, detail }) => {
    const code = reason?.code as 'no-program' | undefined;
    if (!reason || code === undefined || !t.has(code)) return detail;
    const params = Object.entries(reason.params).map(([name, value]) => [name, visible(String(value))]);
    return t(code, Object.fromEntries(params));
  };
}

/** Why something could not be read, and what to do about it. */
export function FaultPanel({ fault, retry }: { fault: Fault; retry?: () => void }) {
  const t = useTranslations('state');
  const refusal = useRefusal();
  const action = retry && <Button onClick={retry}>{t('fault.retry')}</Button>;
  switch (fault.kind) {
    case 'forbidden':
      return (
        <StatePanel health="unknown" title={t('forbidden.title')} action={action}>
          {fault.detail && <p>{fault.detail}</p>}
          {fault.right && (
            <>
              <p>{t('forbidden.body')}</p>
              <code className="block rounded-sm bg-sunken px-2 py-1 font-mono text-xs text-text">
                {rightText(fault.right)}
              </code>
            </>
          )}
        </StatePanel>
      );
    case 'unauthenticated':
      return (
        <StatePanel health="unknown" title={t('signedOut.title')} action={action}>
          {t('signedOut.body')}
        </StatePanel>
      );
    case 'unreachable':
      return (
        <StatePanel
          health="down"
          title={fault.detail ? t('unreachable.title') : t('consoleUnreachable.title')}
          action={action}
        >
          <p>{fault.detail || t('consoleUnreachable.body')}</p>
        </StatePanel>
      );
    default:
      return (
        <StatePanel health="unknown" title={t('fault.title')} action={action}>
          <p>{refusal(fault)}</p>
        </StatePanel>
      );
  }
}
