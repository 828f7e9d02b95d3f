'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { oidcStart, type SessionAnswer, tellSignIn } from '#lib/client/sign-in.ts';
import { buttonClass } from '../ui/button.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { BareFrame } from './bare-frame.tsx';
import { ProblemNote } from './problem-note.tsx';
import { TokenForm } from './token-form.tsx';
import type { Problem } from './words.ts';

/** Where one says who one is. `returnTo` has been checked on the server. */
export function SignInPage(props: {
  methods: SessionAnswer['methods'];
  oidc: SessionAnswer['oidc'];
  cluster: { name: string; simulated: boolean };
  returnTo: string;
  popup: boolean;
  problem: Problem | null;
  /** Why a session ended, where one did. */
  ended: string | null;
}) {
  const { methods, oidc, cluster, returnTo, popup, problem, ended } = props;
  const t = useTranslations('signIn');
  const field = useRef<HTMLInputElement>(null);
  const insecure = useInsecure();
  const byToken = methods.includes('token');
  useEffect(() => {
    if (byToken && oidc === null) field.current?.focus();
  }, [byToken, oidc]);
  return (
    <BareFrame
      title={t('title')}
      beside={
        <p className="min-w-0 text-sm text-muted">
          {t('cluster')} <span className="font-mono font-semibold text-text">{cluster.name}</span>
        </p>
      }
    >
      <div className="space-y-4">
        {problem ? (
          <div role="alert">
            <ProblemNote problem={problem} />
          </div>
        ) : (
          ended && (
            <div role="status">
              <ProblemNote calm problem={{ code: ended, detail: '', params: {} }} />
            </div>
          )
        )}
        {insecure && <p className="text-sm text-degraded">{t('insecure')}</p>}
        <div className="space-y-4 rounded-md border border-line bg-surface p-4">
          {oidc && (
            // Not a link of Next.js: the way leads out of the console.
            <a href={oidcStart(returnTo, popup)} className={`${buttonClass('primary')} h-9 w-full`}>
              {t('oidc.button', { provider: oidc.label })}
            </a>
          )}
          {oidc && byToken && <Or text={t('or')} />}
          {byToken && (
            <TokenForm
              field={field}
              submit={t('token.submit')}
              onSignedIn={(session) => {
                tellSignIn(session);
                // A whole load: nothing of whoever was here before stays in memory.
                location.replace(popup ? '/sign-in/done' : returnTo);
              }}
            />
          )}
          {!oidc && !byToken && (
            <StatePanel health="unknown" title={t('noMethod')} className="my-0 border-0 p-0">
              {t('proxy')}
            </StatePanel>
          )}
        </div>
        <p className="text-xs text-muted">{t('acts')}</p>
        {cluster.simulated && <p className="text-xs text-muted">{t('simulated')}</p>}
      </div>
    </BareFrame>
  );
}

function Or({ text }: { text: string }) {
  return (
    <p className="flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {text}
    </p>
  );
}

/** Whether what is typed can be read on its way: known in the browser alone, behind whatever proxies. */
function useInsecure(): boolean {
  const [insecure, setInsecure] = useState(false);
  useEffect(() => setInsecure(!isSecureContext), []);
  return insecure;
}
