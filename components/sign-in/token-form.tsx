'use client';
import { type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type SessionOf, signInWithToken } from '#lib/client/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useArrived } from '../ui/use-arrived.ts';
import { ProblemNote } from './problem-note.tsx';
import { type Problem, problemOf } from './words.ts';

const commands = {
  account: 'kubectl create token NAME -n NAMESPACE --duration=8h',
  own: "kubectl config view --raw --minify -o jsonpath='{.users[0].user.token}'",
};

/** Signs in with a bearer token. The field is emptied as soon as the token has gone. */
export function TokenForm(props: {
  submit: string;
  field?: RefObject<HTMLInputElement | null>;
  onSignedIn: (session: SessionOf) => void;
}) {
  const t = useTranslations('signIn.token');
  const id = useId();
  const [token, setToken] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [empty, setEmpty] = useState(false);
  const own = useRef<HTMLInputElement>(null);
  const field = props.field ?? own;
  // Until then the browser itself would send the form, and load the page anew.
  const arrived = useArrived();
  // What was typed before then stays.
  useLayoutEffect(() => setToken(field.current?.value ?? ''), [field]);

  async function submit(): Promise<void> {
    if (busy) return;
    setEmpty(token.trim() === '');
    setProblem(null);
    if (token.trim() === '') return;
    setBusy(true);
    const answer = await signInWithToken(token);
    setBusy(false);
    if (!answer.ok) setProblem(problemOf(answer.fault));
    else if (answer.value.session) {
      setToken('');
      props.onSignedIn(answer.value.session);
    }
  }

  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div>
        <label htmlFor={id} className="mb-1 block text-sm font-semibold">
          {t('label')}
        </label>
        <div className="flex gap-1.5">
          <input
            id={id}
            ref={field}
            type={shown ? 'text' : 'password'}
            value={token}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby={`${id}-hint`}
            aria-invalid={empty || problem?.code === 'token-refused'}
            onChange={(event) => {
              setToken(event.target.value);
              setEmpty(false);
            }}
            className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-2 font-mono text-sm text-text"
          />
          <Button className="h-9" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? t('hide') : t('show')}
          </Button>
        </div>
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {t('hint')}
        </p>
      </div>
      <div role="alert">
        {empty && <p className="text-sm text-down">{t('empty')}</p>}
        {problem && <ProblemNote problem={problem} />}
      </div>
      <Button type="submit" look="primary" className="h-9 w-full" disabled={!arrived} aria-disabled={busy}>
        {busy ? t('checking') : props.submit}
      </Button>
      <details className="text-sm">
        <summary className="text-muted hover:text-text">{t('how')}</summary>
        <div className="mt-2 space-y-2">
          <p>{t('account')}</p>
          <Command text={commands.account} what={t('copyAccount')} />
          <p>{t('own')}</p>
          <Command text={commands.own} what={t('copyOwn')} />
        </div>
      </details>
    </form>
  );
}

function Command({ text, what }: { text: string; what: string }) {
  return (
    <div className="flex items-start gap-1 rounded-md border border-line bg-sunken p-1.5">
      <code className="min-w-0 flex-1 px-1 font-mono text-xs leading-6 [overflow-wrap:anywhere]">{text}</code>
      <CopyButton text={text} what={what} />
    </div>
  );
}
